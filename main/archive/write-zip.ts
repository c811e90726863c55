import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { syncFolder } from '../store/sync.ts';
import { writingError } from './archive-errors.ts';

export interface ZipSource {
  readonly name: string;
  /** Worth packing? Weights are not: they hardly shrink, and it takes long */
  readonly packed: boolean;
  /** Its content; asked for when its turn comes */
  readonly open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export interface WrittenZip {
  readonly bytes: number;
  readonly sha256: string;
}

/** Nothing of an entry depends on when and by whom it was written: the beginning of the format's time, an ordinary file. */
const entryOptions = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const;

function passing(onChunk: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onChunk(chunk);
      done(null, chunk);
    },
  });
}

async function* counted({ open }: ZipSource, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of open()) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** Of the name of the file, so that the temporary one is not too long where the file itself is not */
const partialNameLetters = 60;

/**
 * Writes a zip file whole or not at all: into a temporary file beside it, which is made durable and then renamed. What was
 * at its place is replaced.
 *
 * @param onBytes told how many more bytes of the sources were taken, unpacked
 * @throws LabError `disk-full`, `invalid-argument` where it cannot be written; what a source throws; the signal's reason
 */
export async function writeZip(
  path: string,
  sources: readonly ZipSource[],
  { signal, onBytes }: { readonly signal?: AbortSignal; readonly onBytes: (bytes: number) => void },
): Promise<WrittenZip> {
  const partial = join(
    dirname(path),
    `.${basename(path).slice(0, partialNameLetters)}.${randomUUID().slice(0, 8)}.partial`,
  );
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let current: Readable | undefined;
  // yazl pipes without passing errors on
  zip.on('error', (error: Error) => output.destroy(error));
  for (const source of sources) {
    zip.addReadStreamLazy(source.name, { ...entryOptions, compress: source.packed }, (take) => {
      current = Readable.from(counted(source, onBytes), { objectMode: false });
      take(
        null,
        current.on('error', (error) => output.destroy(error)),
      );
    });
  }
  zip.end();
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const written = passing((chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    });
    await pipeline(output, written, createWriteStream(partial, { flags: 'wx', flush: true }), { signal });
    await rename(partial, path);
    syncFolder(dirname(path));
  } catch (error) {
    // The first error is the reason
    await rm(partial, { force: true }).catch(() => undefined);
    throw writingError(error, path);
  } finally {
    current?.destroy();
  }
  return { bytes, sha256: hash.digest('hex') };
}
