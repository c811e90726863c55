import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ArchiveEntry } from '../contract/archive.ts';
import { LabError } from '../contract/errors.ts';
import { openDatabase } from '../store/database.ts';
import { pathOfFile } from '../store/files.ts';
import { inputKey, inputsFolder, recordInput } from '../store/inputs.ts';
import { openWorkspace, type Workspace } from '../store/workspace.ts';
import { assertGoing } from './archive-errors.ts';
import { isContent, type Container } from './container.ts';
import { rowProblems } from './inspect-rows.ts';
import { studyProblems } from './inspect-study.ts';
import { archiveLimits } from './limits.ts';
import type { ReadingOptions } from './options.ts';
import { readEntry } from './read-entry.ts';
import { createRowStore, type RowStore } from './row-store.ts';
import { rowTaker } from './take-rows.ts';
import type { Report } from './zip-entries.ts';

/** Told the bytes of an entry, and then that these were all. */
interface Consumer {
  take(bytes: Buffer): void | Promise<void>;
  end(): Promise<void> | void;
}

/** An archive whose rows are in a store of their own, in a temporary folder. */
export interface ReadArchive {
  /** Read-only; closed by `discard` */
  readonly workspace: Workspace;
  readonly folder: string;
  /** Closes the store and removes it */
  discard(): void;
}

/** Problems without which reading went, as far as it could */
type Outcome = ReadArchive | undefined;

interface Unpacked {
  readonly weights: boolean;
  /** Files of the user's own that the study reads */
  readonly inputs: boolean;
}

interface Reading {
  readonly container: Container;
  /** Undefined where rows are not taken, because there is a problem already */
  readonly store: RowStore | undefined;
  readonly folder: string | undefined;
  /** What is to be unpacked into it */
  readonly unpacked: Unpacked;
  readonly report: Report;
  readonly options: ReadingOptions;
}

/** Where in a store the content of an entry belongs. */
function placesOf({ container, unpacked }: Reading, folder: string, { name, sha256 }: ArchiveEntry): readonly string[] {
  const isWeights = name.startsWith('files/');
  const inputs = unpacked.inputs ? container.manifest.inputs : [];
  const ofInputs = inputs.flatMap(({ parts }) =>
    parts
      .filter((part) => part.sha256 === sha256)
      .map((part) => join(inputsFolder(folder), inputKey(parts), part.name)),
  );
  const ofFiles = isWeights && unpacked.weights ? [pathOfFile(folder, sha256, '.safetensors')] : [];
  return [...new Set([...ofFiles, ...ofInputs])];
}

async function fileConsumer([first, ...others]: readonly string[]): Promise<Consumer> {
  if (first === undefined) return nobody;
  mkdirSync(dirname(first), { recursive: true });
  const handle = await open(first, 'wx');
  return {
    take: async (bytes) => void (await handle.writeFile(bytes)),
    async end() {
      await handle.close();
      for (const other of others) {
        mkdirSync(dirname(other), { recursive: true });
        copyFileSync(first, other);
      }
    },
  };
}

function rowConsumer(store: RowStore, { name, rows }: { name: string; rows?: number }, reading: Reading): Consumer {
  const { report, options } = reading;
  const table = name.slice('rows/'.length).replace('.ndjson', '');
  if (store.columns(table) === undefined) throw new Error('the store of its time had no such table');
  const { rowBytes } = options.limits ?? archiveLimits;
  const taker = rowTaker(store, table, { name, rowBytes, report });
  return {
    take: (bytes) => taker.take(bytes),
    end() {
      const found = taker.end();
      if (found !== rows) report(`its entry ${name} has ${found} rows instead of ${rows}`);
    },
  };
}

const nobody: Consumer = { take: () => undefined, end: () => undefined };

function consumerOf(reading: Reading, listed: ArchiveEntry): Consumer | Promise<Consumer> {
  const { store, folder } = reading;
  if (store !== undefined && listed.name.startsWith('rows/')) return rowConsumer(store, listed, reading);
  if (folder !== undefined && isContent(listed.name)) return fileConsumer(placesOf(reading, folder, listed));
  return nobody;
}

/** Reads every entry once, and looks whether it is what the manifest says. */
async function readEntries(reading: Reading): Promise<void> {
  const { container, report, options } = reading;
  const total = container.entries.reduce((sum, { packed }) => sum + packed.bytes, 1);
  let done = 0;
  for (const entry of container.entries) {
    const { name, sha256 } = entry.listed;
    let consumer = nobody;
    try {
      consumer = await consumerOf(reading, entry.listed);
      const read = await readEntry(container.handle, entry.packed, (bytes) => {
        assertGoing(options.signal);
        done += bytes.length;
        options.onProgress?.((0.95 * done) / total, `reading ${name}`);
        return consumer.take(bytes);
      });
      if (read.problem !== undefined) report(`its entry ${name} is damaged: ${read.problem}`);
      else if (read.sha256 !== sha256) report(`its entry ${name} has another SHA-256 than its manifest says`);
      else {
        await consumer.end();
        consumer = nobody;
      }
    } catch (error) {
      if (error instanceof LabError) throw error;
      report(`its entry ${name} is damaged: ${(error as Error).message}`);
    } finally {
      if (consumer !== nobody && isContent(name)) await consumer.end();
    }
  }
}

/** Looks whether there is room for what the archive unpacks to. @throws LabError `disk-full` */
async function assertRoom({ path, entries }: Container, folder: string): Promise<void> {
  const needed = entries.reduce((sum, { packed }) => sum + packed.bytes, 0);
  const { bavail, bsize } = await statfs(folder);
  if (needed <= bavail * bsize) return;
  throw new LabError(
    'disk-full',
    `The archive ${path} unpacks to ${needed} bytes, and there are ${bavail * bsize} left in ${folder}.`,
    'Free some space, or name a folder on another disk in the environment variable TMPDIR.',
  );
}

function openRows(folder: string, container: Container, report: Report): Workspace | undefined {
  const connection = openDatabase(folder, { temporary: true });
  const problems = rowProblems(connection, container.manifest);
  if (problems.length === 0) {
    const study = connection.get<{ id: number }>('SELECT id FROM studies')!.id;
    for (const input of container.manifest.inputs) recordInput(connection, study, input);
  }
  connection.close();
  problems.forEach(report);
  if (problems.length > 0) return undefined;
  const workspace = openWorkspace(folder, { readOnly: true });
  try {
    for (const problem of studyProblems(workspace)) report(problem);
    return workspace;
  } catch (error) {
    workspace.close();
    throw error;
  }
}

/**
 * Reads an archive from its beginning to its end: every entry has the bytes it should, every row fits the store, and
 * everything of the study can be read and is what it should be. Needs memory for a row at a time.
 *
 * @param container with nothing wrong that was reported so far, unless `rows` is false
 * @param report told each problem; where it throws, reading ends
 * @returns undefined where there was a problem or rows were not to be read
 */
export async function readArchive(
  container: Container,
  { rows, ...unpacked }: Unpacked & { readonly rows: boolean },
  report: Report,
  options: ReadingOptions = {},
): Promise<Outcome> {
  if (!rows) {
    await readEntries({ container, store: undefined, folder: undefined, unpacked, report, options });
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-archive-'));
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  let problems = 0;
  const counted: Report = (problem) => {
    problems += 1;
    report(problem);
  };
  let store: RowStore | undefined;
  try {
    await assertRoom(container, folder);
    store = createRowStore(folder, container.manifest.schema);
    await readEntries({ container, store, folder, unpacked, report: counted, options });
    if (problems === 0) store.finish().forEach(counted);
    store.close();
    const workspace = problems === 0 ? openRows(folder, container, counted) : undefined;
    if (workspace !== undefined && problems === 0) {
      options.onProgress?.(1, 'done');
      return { workspace, folder, discard: () => (workspace.close(), discard()) };
    }
    workspace?.close();
    discard();
    return undefined;
  } catch (error) {
    store?.close();
    discard();
    throw error;
  }
}
