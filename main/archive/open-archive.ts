import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { LabError } from '../contract/errors.ts';
import type { ArchiveSummary, ArchiveVerification } from '../contract/archive.ts';
import type { Workspace } from '../store/workspace.ts';
import { assertGoing, invalidArchive, readingError } from './archive-errors.ts';
import { summaryOf } from './archive-summary.ts';
import { isContent, openContainer, type Container } from './container.ts';
import { archiveLimits } from './limits.ts';
import type { ReadingOptions } from './options.ts';
import { readArchive } from './read-archive.ts';
import { readWhole } from './read-entry.ts';

/** A study that is only looked at. */
export interface OpenedArchive {
  readonly summary: ArchiveSummary;
  /** Read-only, over a temporary store that holds the one study */
  readonly workspace: Workspace;
  /** In that store */
  readonly studyId: number;
  /** Whole texts of the archive: `specification.yaml`, `README.txt`, what lies in `report/`. undefined where there is none */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Removes the temporary store */
  close(): Promise<void>;
}

export interface OpenOptions extends ReadingOptions {
  /** Unpack weights and checkpoints too, so that `workspace.checkpoints` leads to files? True by default */
  readonly weights?: boolean;
  /** The same with files of the user's own that the study reads, which `workspace.inputs` leads to. As `weights` by default */
  readonly inputs?: boolean;
}

/** @internal Opens an archive of which everything is right, with its container left open. */
export async function openChecked(
  path: string,
  options: OpenOptions,
): Promise<{ readonly container: Container; readonly workspace: Workspace; readonly discard: () => Promise<void> }> {
  const target = resolve(path);
  assertGoing(options.signal);
  const refuse = (problem: string): never => {
    throw invalidArchive(target, problem);
  };
  const container = await openContainer(target, options.limits ?? archiveLimits, refuse);
  try {
    const weights = options.weights !== false;
    const unpacked = { weights, inputs: options.inputs ?? weights };
    const read = await readArchive(container, { rows: true, ...unpacked }, refuse, options);
    const discard = async (): Promise<void> => {
      read!.discard();
      await container.handle.close();
    };
    return { container, workspace: read!.workspace, discard };
  } catch (error) {
    await container.handle.close();
    throw readingError(error, target);
  }
}

/**
 * Opens an archive to be looked at: no workspace is needed, and none is made or changed. Everything in it is checked.
 *
 * @throws LabError `missing-file`, `invalid-archive`, `archive-newer`, `disk-full`, `stopped`
 */
export async function openArchive(path: string, options: OpenOptions = {}): Promise<OpenedArchive> {
  const { container, workspace, discard } = await openChecked(path, options);
  const texts = container.entries.filter(({ listed: { name } }) => !isContent(name) && !name.startsWith('rows/'));
  let isOpen = true;
  return {
    summary: summaryOf(container.path, container.bytes, container.manifest),
    workspace,
    studyId: workspace.studies.list()[0]!.id,
    async read(name) {
      const entry = texts.find(({ listed }) => listed.name === name);
      if (entry === undefined) return undefined;
      const { textBytes } = options.limits ?? archiveLimits;
      return readWhole(container.handle, entry.packed, textBytes).catch((error: unknown) => {
        throw invalidArchive(container.path, `its entry ${name} is damaged: ${(error as Error).message}`, error);
      });
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await discard();
    },
  };
}

async function hashOfFile(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    assertGoing(signal);
    hash.update(chunk);
  }
  return hash.digest('hex');
}

const mostProblems = 100;

/**
 * Looks through an archive and names everything that is wrong with it. What is listed wrongly is not looked into, and rows
 * are only looked at where everything else is right.
 *
 * @throws LabError `missing-file`, `disk-full`, `stopped`
 */
export async function verifyArchive(path: string, options: ReadingOptions = {}): Promise<ArchiveVerification> {
  const target = resolve(path);
  const problems: string[] = [];
  const report = (problem: string): void => {
    const sentence = `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
    if (problems.length < mostProblems && !problems.includes(sentence)) problems.push(sentence);
  };
  let container: Container | undefined;
  try {
    assertGoing(options.signal);
    container = await openContainer(target, options.limits ?? archiveLimits, report);
    const rows = problems.length === 0;
    const read = await readArchive(container, { rows, weights: false, inputs: false }, report, options);
    read?.discard();
    const summary = summaryOf(target, container.bytes, container.manifest);
    const sha256 = await hashOfFile(target, options.signal);
    return { path: target, valid: problems.length === 0, problems, summary: { ...summary, sha256 } };
  } catch (error) {
    const told = readingError(error, target);
    if (!(told instanceof LabError) || !['invalid-archive', 'archive-newer'].includes(told.code)) throw told;
    return { path: target, valid: false, problems: [...problems, told.message] };
  } finally {
    await container?.handle.close();
  }
}
