import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { LabError } from '../contract/errors.ts';
import type { ArchiveEntry, ArchivedWeights } from '../contract/archive.ts';
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

/** An entry to be written, and how the manifest lists it. */
export interface Content {
  readonly entry: ArchiveEntry;
  readonly source: ZipSource;
}

function contentOfBytes(name: string, bytes: Uint8Array): Content {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    entry: { name, bytes: bytes.length, sha256 },
    source: { name, packed: true, open: () => [bytes] },
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

function damagedFile({ path }: SnapshotFile, what: string): LabError {
  return new LabError(
    'invalid-weights-file',
    `The file ${path} of the workspace ${what}.`,
    'Leave the weights out with `--weights none`, or do its run again. A run that is at work replaces its checkpoints: archive those when it has ended.',
  );
}

/** The bytes of a file of weights, which have to be those it is named by. */
async function* checkedBytes(file: SnapshotFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const stream = createReadStream(file.path, { highWaterMark: 1 << 20 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? damagedFile(file, 'is missing') : error;
  } finally {
    stream.destroy();
  }
  if (hash.digest('hex') !== file.sha256) throw damagedFile(file, 'has another content than was stored');
}

function contentOfFile(file: SnapshotFile): Content {
  const size = statSync(file.path, { throwIfNoEntry: false })?.size;
  if (size !== file.bytes) {
    throw damagedFile(file, size === undefined ? 'is missing' : `has ${size} bytes instead of ${file.bytes}`);
  }
  const name = `files/${file.sha256}.safetensors`;
  return {
    entry: { name, bytes: file.bytes, sha256: file.sha256 },
    source: { name, packed: false, open: () => checkedBytes(file) },
  };
}

/**
 * Everything that goes into an archive beside its manifest, in order. Tables are read for their hashes; weights when they are
 * written.
 *
 * @throws LabError `invalid-weights-file`, `stopped`
 */
export async function contentsOf(
  snapshot: StudySnapshot,
  reports: readonly ReportFile[],
  weights: ArchivedWeights,
  { application, signal, onProgress }: ArchiveOptions & { readonly application: string },
): Promise<readonly Content[]> {
  const tables: Content[] = [];
  for (const [index, table] of snapshot.tables.entries()) {
    onProgress?.((0.3 * index) / snapshot.tables.length, `reading ${table}`);
    tables.push(await contentOfTable(snapshot, table, signal));
  }
  const readme = readmeText(snapshot.study, { weights, report: reports.length > 0, application });
  return [
    contentOfText('README.txt', readme),
    contentOfText('specification.yaml', snapshot.study.source),
    ...reports.map(({ name, bytes }) => contentOfBytes(`report/${name}`, bytes)),
    ...tables,
    ...snapshot.files.map(contentOfFile),
  ];
}
