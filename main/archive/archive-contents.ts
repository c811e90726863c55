import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { LabError } from '../contract/errors.ts';
import type { ArchivedInput, ArchiveEntry, ArchivedWeights } from '../contract/archive.ts';
import { assertGoing } from './archive-errors.ts';
import type { ArchiveOptions } from './options.ts';
import { readmeText } from './readme-text.ts';
import type { SnapshotFile, StudySnapshot } from './study-snapshot.ts';
import type { ZipSource } from './write-zip.ts';

export interface ReportFile {
  /** Below `report/`, for example `index.html` */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of the user's own that the study reads, with what its parts hold: the path of a file, or bytes. */
export interface InputToPack extends ArchivedInput {
  readonly sources: readonly (string | Uint8Array)[];
}

/** An entry to be written, and how the manifest lists it. */
export interface Content {
  readonly entry: ArchiveEntry;
  readonly source: ZipSource;
}

function contentOfBytes(name: string, bytes: Uint8Array, packed = true): Content {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    entry: { name, bytes: bytes.length, sha256 },
    source: { name, packed, open: () => [bytes] },
  };
}

/** Of a text, UTF-8. */
export const contentOfText = (name: string, text: string): Content => contentOfBytes(name, Buffer.from(text, 'utf8'));

/** Reads a table once for its hash; a second time when it is written, from the same moment. */
async function contentOfTable(
  snapshot: StudySnapshot,
  table: string,
  signal: AbortSignal | undefined,
): Promise<Content> {
  const name = `rows/${table}.ndjson`;
  const hash = createHash('sha256');
  const size = { bytes: 0, rows: 0 };
  for (const piece of snapshot.rowsOf(table)) {
    hash.update(piece.bytes);
    size.bytes += piece.bytes.length;
    size.rows += piece.rows;
    assertGoing(signal);
    await setImmediate();
  }
  const open = (): Iterable<Buffer> => bytesOf(snapshot.rowsOf(table));
  return { entry: { name, ...size, sha256: hash.digest('hex') }, source: { name, packed: true, open } };
}

function* bytesOf(pieces: Iterable<{ readonly bytes: Buffer }>): Generator<Buffer> {
  for (const { bytes } of pieces) yield bytes;
}

type Damaged = (what: string) => LabError;

const damagedFile =
  (path: string): Damaged =>
  (what) =>
    new LabError(
      'invalid-weights-file',
      `The file ${path} of the workspace ${what}.`,
      'Leave the weights out with `--weights none`, or do its run again. A run that is at work replaces its checkpoints: archive those when it has ended.',
    );

const damagedInput =
  (path: string): Damaged =>
  (what) =>
    new LabError(
      'invalid-weights-file',
      `The file ${path}, which the study reads, ${what}.`,
      'Create the archive again when nobody changes it, or without such files (on the command line with `--no-inputs`).',
    );

/** The bytes of a file, which have to be those it is named by. */
async function* checkedBytes({ path, sha256 }: SnapshotFile, damaged: Damaged): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? damaged('is missing') : error;
  } finally {
    stream.destroy();
  }
  if (hash.digest('hex') !== sha256) throw damaged('has another content than was stored');
}

function contentOfFile(name: string, file: SnapshotFile, damaged: Damaged): Content {
  const size = statSync(file.path, { throwIfNoEntry: false })?.size;
  if (size !== file.bytes) {
    throw damaged(size === undefined ? 'is missing' : `has ${size} bytes instead of ${file.bytes}`);
  }
  return {
    entry: { name, bytes: file.bytes, sha256: file.sha256 },
    source: { name, packed: false, open: () => checkedBytes(file, damaged) },
  };
}

/** Each content once, and none that is among the weights. */
function contentsOfInputs(inputs: readonly InputToPack[], weights: readonly SnapshotFile[]): readonly Content[] {
  const taken = new Set(weights.map(({ sha256 }) => sha256));
  return inputs.flatMap(({ parts, sources }) =>
    parts.flatMap(({ sha256, bytes }, index): readonly Content[] => {
      if (taken.has(sha256)) return [];
      taken.add(sha256);
      const source = sources[index]!;
      const name = `inputs/${sha256}`;
      if (typeof source !== 'string') return [contentOfBytes(name, source, false)];
      return [contentOfFile(name, { path: source, sha256, bytes }, damagedInput(source))];
    }),
  );
}

export interface ContentChoice {
  readonly reports: readonly ReportFile[];
  readonly weights: ArchivedWeights;
  readonly inputs: readonly InputToPack[];
}

/**
 * Everything that goes into an archive beside its manifest, in order. Tables are read for their hashes; weights when they are
 * written.
 *
 * @throws LabError `invalid-weights-file`, `stopped`
 */
export async function contentsOf(
  snapshot: StudySnapshot,
  { reports, weights, inputs }: ContentChoice,
  { application, signal, onProgress }: ArchiveOptions & { readonly application: string },
): Promise<readonly Content[]> {
  const tables: Content[] = [];
  for (const [index, table] of snapshot.tables.entries()) {
    onProgress?.((0.3 * index) / snapshot.tables.length, `reading ${table}`);
    tables.push(await contentOfTable(snapshot, table, signal));
  }
  const readme = readmeText(snapshot.study, {
    weights,
    inputs: inputs.length > 0,
    report: reports.length > 0,
    application,
  });
  return [
    contentOfText('README.txt', readme),
    contentOfText('specification.yaml', snapshot.study.source),
    ...reports.map(({ name, bytes }) => contentOfBytes(`report/${name}`, bytes)),
    ...tables,
    ...snapshot.files.map((file) => contentOfFile(`files/${file.sha256}.safetensors`, file, damagedFile(file.path))),
    ...contentsOfInputs(inputs, snapshot.files),
  ];
}
