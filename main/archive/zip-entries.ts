import type { FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry } from 'yauzl';
import type { ArchiveLimits } from './limits.ts';

/** One entry of a zip file, and where its bytes lie. */
export interface ZipEntry {
  readonly name: string;
  /** Unpacked */
  readonly bytes: number;
  readonly packedBytes: number;
  readonly deflated: boolean;
  readonly crc32: number;
  /** Of its own header, and of what is packed */
  readonly start: number;
  readonly dataStart: number;
}

/** Told a problem, without a full stop. It may throw, to end at the first. */
export type Report = (problem: string) => void;

/** A file as yauzl reads it. Offsets that lie outside, which Node throws at where nobody can catch it, are refused here. */
class BoundedReader extends RandomAccessReader {
  private readonly handle: FileHandle;
  private readonly size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.handle = handle;
    this.size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (!Number.isSafeInteger(position) || position < 0 || position + length > this.size) {
      callback(new Error('it points beyond its end'));
      return;
    }
    this.handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => callback(bytesRead < length ? new Error('it ends too early') : null),
      (error: unknown) => callback(error as Error),
    );
  }
}

const regularName = /^[A-Za-z0-9][\w-]*(?:\.[\w-]+)*(?:\/[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)*$/;
const [typeOfFile, regularFile, symbolicLink] = [0o170000, 0o100000, 0o120000];

function quoted(name: string): string {
  return JSON.stringify(name.length <= 80 ? name : `${name.slice(0, 80)}…`);
}

/** What is wrong with the name or the kind of an entry, if anything. */
function entryProblem(name: string, entry: Entry): string | undefined {
  const fileType = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & typeOfFile : 0;
  if (fileType === symbolicLink) return `its entry ${quoted(name)} is a symbolic link`;
  if (/(?:^|[\\/])\.\.(?:$|[\\/])/.test(name)) return `its entry ${quoted(name)} leads out of the archive`;
  if (/^(?:[\\/]|[A-Za-z]:)/.test(name)) return `its entry ${quoted(name)} has an absolute name`;
  if (name.endsWith('/') || (fileType !== 0 && fileType !== regularFile)) {
    return `its entry ${quoted(name)} is no ordinary file`;
  }
  if (!regularName.test(name)) return `its entry ${quoted(name)} has a name that no archive uses`;
  if (entry.isEncrypted()) return `its entry ${name} is encrypted`;
  if (!entry.canDecodeFileData()) return `its entry ${name} is packed in an unknown way (${entry.compressionMethod})`;
  return undefined;
}

const localHeaderBytes = 30;

/** Reads an entry's own header, which has to tell the same name as the list at the end of the file does. */
async function located(handle: FileHandle, name: string, entry: Entry): Promise<ZipEntry | string> {
  const start = entry.relativeOffsetOfLocalHeader;
  const header = Buffer.alloc(localHeaderBytes + name.length);
  const { bytesRead } = Number.isSafeInteger(start)
    ? await handle.read(header, 0, header.length, start)
    : { bytesRead: 0 };
  if (bytesRead < header.length || header.readUInt32LE(0) !== 0x04034b50)
    return `its entry ${name} is not where it should be`;
  if (header.readUInt16LE(26) !== name.length || header.toString('latin1', localHeaderBytes) !== name) {
    return `its entry ${name} has another name in its own header`;
  }
  return {
    name,
    bytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    deflated: entry.compressionMethod === 8,
    crc32: entry.crc32,
    start,
    dataStart: start + header.length + header.readUInt16LE(28),
  };
}

/** What is wrong with where entries lie: each has its own bytes, so that none is unpacked twice. */
function placeProblems(entries: readonly ZipEntry[], size: number): readonly string[] {
  const ascending = entries.toSorted((first, second) => first.start - second.start);
  return ascending.flatMap(({ name, dataStart, packedBytes }, index) => {
    const end = ascending[index + 1]?.start ?? size;
    return dataStart + packedBytes <= end ? [] : [`its entry ${name} overlaps what follows it`];
  });
}

function sizeProblem({ name, bytes, packedBytes }: ZipEntry, limits: ArchiveLimits): string | undefined {
  if (bytes <= limits.ratioFromBytes || bytes <= limits.ratio * packedBytes) return undefined;
  return `its entry ${name} says that it unpacks to ${bytes} bytes, over ${limits.ratio} times its ${packedBytes}`;
}

export interface ZipListing {
  /** Those that can be read */
  readonly entries: readonly ZipEntry[];
  /** Of all, in lower case */
  readonly names: ReadonlySet<string>;
}

/**
 * Lists what is in a zip file, in its order. Names are those that archives have: no way out of the archive, no absolute
 * ones, none twice; entries are ordinary files with bytes of their own, within the limits.
 *
 * @throws Error where there is no list that can be read
 */
export async function listEntries(
  handle: FileHandle,
  size: number,
  limits: ArchiveLimits,
  report: Report,
): Promise<ZipListing> {
  const zip = await fromRandomAccessReaderPromise(new BoundedReader(handle, size), size, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
  });
  zip.on('error', () => undefined);
  if (zip.entryCount > limits.entries) throw new Error(`it says that it has ${zip.entryCount} entries`);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = (entry.fileName as unknown as Buffer).toString('latin1');
    const found = entryProblem(name, entry) ?? (await located(handle, name, entry));
    const problem = typeof found === 'string' ? found : sizeProblem(found, limits);
    if (problem !== undefined) report(problem);
    if (names.has(name.toLowerCase())) report(`its entry ${quoted(name)} is in it twice`);
    names.add(name.toLowerCase());
    if (typeof found === 'string' || problem !== undefined) continue;
    total += found.bytes;
    entries.push(found);
  }
  if (total > limits.totalBytes) throw new Error(`it says that it unpacks to ${total} bytes`);
  placeProblems(entries, size).forEach(report);
  return { entries, names };
}
