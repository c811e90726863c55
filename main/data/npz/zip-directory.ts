import { crc32, inflateRawSync } from 'node:zlib';
import { LabError } from '../../contract/errors.ts';
import { readExactly, type OpenFile } from '../read-file.ts';

/** A file in a zip archive, as the archive's directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated */
  readonly method: number;
  readonly checksum: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Of its local header */
  readonly offset: number;
}

function refuse(path: string, cause: string, nextStep = 'Write the file again with numpy.savez.'): never {
  throw new LabError('invalid-data-file', `${path} ${cause}.`, nextStep);
}

const longestDirectory = 2 ** 26;
const marks = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const sizeAt = (view: DataView, position: number): number => Number(view.getBigUint64(position, true));

/**
 * The files in a zip archive, by its directory at the end (also zip64, which NumPy writes).
 *
 * Format: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16 and 4.5.3.
 *
 * @throws LabError `invalid-data-file`: no zip archive, cut short, over `mostEntries`, encrypted, an unknown way of
 *   compression, two files of one name, or a place outside the archive
 */
export function readZipDirectory(file: OpenFile, mostEntries: number): readonly ZipEntry[] {
  const { count, offset, byteLength } = findDirectory(file);
  if (count > mostEntries) refuse(file.path, `holds ${count} files, more than the ${mostEntries} that are read`);
  if (byteLength > longestDirectory || offset + byteLength > file.byteLength) {
    refuse(file.path, 'has a directory that is damaged: it does not lie inside the file');
  }
  const view = viewOf(readExactly(file, offset, byteLength));
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    const { entry, next } = entryAt(view, at, file);
    if (entries.has(entry.name)) refuse(file.path, `holds two files of the name ${JSON.stringify(entry.name)}`);
    entries.set(entry.name, entry);
    at = next;
  }
  return [...entries.values()];
}

function findDirectory(file: OpenFile): { count: number; offset: number; byteLength: number } {
  const tailBytes = Math.min(file.byteLength, 22 + 65_535);
  const tail = viewOf(readExactly(file, file.byteLength - tailBytes, tailBytes));
  let end = tailBytes - 22;
  while (end >= 0 && tail.getUint32(end, true) !== marks.end) end -= 1;
  if (end < 0) {
    refuse(file.path, 'is no zip archive, or is cut short', 'Give a file that numpy.savez wrote, or fetch it again.');
  }
  const locator = end - 20;
  if (locator >= 0 && tail.getUint32(locator, true) === marks.locator64) {
    const position = sizeAt(tail, locator + 8);
    if (position + 56 > file.byteLength) refuse(file.path, 'has a zip64 directory that is damaged');
    const end64 = viewOf(readExactly(file, position, 56));
    if (end64.getUint32(0, true) !== marks.end64) refuse(file.path, 'has a zip64 directory that is damaged');
    return { count: sizeAt(end64, 32), byteLength: sizeAt(end64, 40), offset: sizeAt(end64, 48) };
  }
  return {
    count: tail.getUint16(end + 10, true),
    byteLength: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
}

function entryAt(view: DataView, at: number, { path, byteLength }: OpenFile): { entry: ZipEntry; next: number } {
  const damaged = (): never => refuse(path, `has a directory that is damaged at byte ${at} of it`);
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== marks.entry) damaged();
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const next = at + 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
  if (next > view.byteLength) damaged();
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
  const sizes = sizesAt(view, at, at + 46 + nameBytes, extraBytes) ?? damaged();
  const method = view.getUint16(at + 10, true);
  const shown = JSON.stringify(name);
  if ((view.getUint16(at + 8, true) & 1) !== 0) refuse(path, `holds ${shown}, which is encrypted`);
  if (method !== 0 && method !== 8) refuse(path, `holds ${shown}, compressed in a way (${method}) that is not read`);
  if (sizes.offset + 30 + sizes.compressedBytes > byteLength) refuse(path, `is cut short: ${shown} is not all there`);
  return { entry: { name, method, checksum: view.getUint32(at + 16, true), ...sizes }, next };
}

/** Sizes and place of an entry; those of 0xffffffff stand in its zip64 extra field, in this order. */
function sizesAt(
  view: DataView,
  at: number,
  extraStart: number,
  extraBytes: number,
): Pick<ZipEntry, 'bytes' | 'compressedBytes' | 'offset'> | undefined {
  const short = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  let long: { at: number; end: number } | undefined;
  for (let field = extraStart; field + 4 <= extraStart + extraBytes; field += 4 + view.getUint16(field + 2, true)) {
    const end = field + 4 + view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1 && end <= extraStart + extraBytes) long = { at: field + 4, end };
  }
  const sizes: number[] = [];
  for (const size of short) {
    if (size !== 0xffffffff) {
      sizes.push(size);
      continue;
    }
    if (long === undefined || long.at + 8 > long.end) return undefined;
    sizes.push(sizeAt(view, long.at));
    long.at += 8;
  }
  const [bytes, compressedBytes, offset] = sizes as [number, number, number];
  return { bytes, compressedBytes, offset };
}

/**
 * The bytes of one file of an archive, unpacked no further than the directory announces.
 *
 * @param most only so many from its beginning; then neither length nor checksum is looked at
 * @throws LabError `invalid-data-file` when it is damaged, or larger than announced
 */
export function readZipEntry(file: OpenFile, entry: ZipEntry, most?: number): Uint8Array<ArrayBuffer> {
  const local = viewOf(readExactly(file, entry.offset, 30));
  const damaged = `is damaged: ${JSON.stringify(entry.name)} cannot be unpacked`;
  if (local.getUint32(0, true) !== marks.local) refuse(file.path, damaged);
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const wanted = most === undefined ? entry.compressedBytes : Math.min(most + 1024, entry.compressedBytes);
  if (start + wanted > file.byteLength) refuse(file.path, damaged);
  const packed = readExactly(file, start, wanted);
  const bytes = entry.method === 0 ? packed : inflate(packed, entry, file.path, damaged, most);
  if (most !== undefined) return bytes.subarray(0, most);
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.checksum) refuse(file.path, damaged);
  return bytes;
}

function inflate(
  packed: Uint8Array,
  entry: ZipEntry,
  path: string,
  damaged: string,
  most?: number,
): Uint8Array<ArrayBuffer> {
  // What 1 KiB more than the wanted bytes unpacks to is bounded by deflate's 1032 to 1
  const limit = most === undefined ? Math.max(1, entry.bytes) : (most + 1024) * 1032;
  try {
    const options = { maxOutputLength: limit, chunkSize: Math.min(Math.max(64, limit), 2 ** 20) };
    const whole = inflateRawSync(packed, most === undefined ? options : { ...options, finishFlush: 2 });
    return new Uint8Array(whole.buffer as ArrayBuffer, whole.byteOffset, whole.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      refuse(path, `unpacks ${JSON.stringify(entry.name)} to more than the ${entry.bytes} bytes it announces`);
    }
    refuse(path, damaged);
  }
}
