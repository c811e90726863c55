import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { ZipEntry } from './zip-entries.ts';

const pieceBytes = 1 << 18;

async function* storedBytes(handle: FileHandle, { dataStart, packedBytes }: ZipEntry): AsyncGenerator<Buffer> {
  for (let done = 0; done < packedBytes;) {
    const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, packedBytes - done));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, dataStart + done);
    if (bytesRead === 0) throw new Error('it ends too early');
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* unpackedBytes(handle: FileHandle, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (!entry.deflated) {
    yield* storedBytes(handle, entry);
    return;
  }
  const packed = Readable.from(storedBytes(handle, entry), { objectMode: false });
  const inflate = createInflateRaw();
  packed.on('error', (error) => inflate.destroy(error));
  try {
    yield* packed.pipe(inflate) as AsyncIterable<Buffer>;
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}

/** What an entry has turned out to be, when all of it was read. */
export interface ReadEntry {
  readonly sha256: string;
  /** Without a full stop; undefined where size and checksum are those that the archive tells */
  readonly problem: string | undefined;
}

/**
 * Hands over the bytes of an entry in pieces, at most as many as it says it has.
 *
 * @throws Error where they cannot be unpacked, or are more
 */
export async function readEntry(
  handle: FileHandle,
  entry: ZipEntry,
  take: (bytes: Buffer) => void | Promise<void>,
): Promise<ReadEntry> {
  const hash = createHash('sha256');
  let [bytes, sum] = [0, 0];
  for await (const piece of unpackedBytes(handle, entry)) {
    bytes += piece.length;
    if (bytes > entry.bytes) throw new Error(`it has more than the ${entry.bytes} bytes it should have`);
    hash.update(piece);
    sum = crc32(piece, sum);
    await take(piece);
  }
  return { sha256: hash.digest('hex'), problem: endProblem(entry, bytes, sum) };
}

function endProblem(entry: ZipEntry, bytes: number, sum: number): string | undefined {
  if (bytes !== entry.bytes) return `it has ${bytes} bytes instead of ${entry.bytes}`;
  return sum === entry.crc32 ? undefined : 'its checksum is wrong';
}

/** An entry as a whole; for small ones. @throws Error where it is larger than `maximumBytes`, or not what it should be */
export async function readWhole(handle: FileHandle, entry: ZipEntry, maximumBytes: number): Promise<Buffer> {
  if (entry.bytes > maximumBytes)
    throw new Error(`it has ${entry.bytes} bytes, over the ${maximumBytes} that are read`);
  const pieces: Buffer[] = [];
  const { problem } = await readEntry(handle, entry, (piece) => void pieces.push(piece));
  if (problem !== undefined) throw new Error(problem);
  return Buffer.concat(pieces);
}
