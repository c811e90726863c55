import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LabError } from '../../contract/errors.ts';
import { readExactly, withOpenFile } from '../read-file.ts';
import { writeFileWhole } from '../write-file.ts';
import type { DecodedFolder } from './decoded-folder.ts';

const digestBytes = 32;
const lengthBytes = 4;
const longestHeader = 65_536;

const headerSchema = z.strictObject({
  /** Of the question that the images answer */
  key: z.string(),
  turned: z.number().int().min(0),
  parts: z
    .array(z.strictObject({ bytes: z.number().int().min(0), checksum: z.string() }))
    .min(1)
    .max(2),
});

/**
 * Writes decoded images to a file: SHA-256 of all that follows, length of the header (32 bits, little-endian), header as
 * JSON, pixels of the parts one after another. It appears whole or not at all.
 *
 * @throws LabError as `writeFileWhole`
 */
export function writeCachedImages(path: string, key: string, { parts, turned }: DecodedFolder): void {
  const described = parts.map(({ pixels, checksum }) => ({ bytes: pixels.length, checksum }));
  const header = new TextEncoder().encode(JSON.stringify({ key, turned, parts: described }));
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, header.length, true);
  const content = [length, header, ...parts.map(({ pixels }) => pixels)];
  const hash = createHash('sha256');
  for (const bytes of content) hash.update(bytes);
  writeFileWhole(path, [hash.digest(), ...content]);
}

/**
 * Reads what {@link writeCachedImages} wrote.
 *
 * @returns undefined when there is no such file, it holds something else, or a bit of it has changed
 */
export function readCachedImages(path: string, key: string): DecodedFolder | undefined {
  try {
    return withOpenFile(path, 'cache of images', 'invalid-data-file', (file) => {
      let position = 0;
      const take = (count: number): Uint8Array => {
        const bytes = readExactly(file, position, count);
        position += count;
        return bytes;
      };
      const digest = Buffer.from(take(digestBytes));
      const hash = createHash('sha256');
      const hashed = (bytes: Uint8Array): Uint8Array => (hash.update(bytes), bytes);
      const length = new DataView(hashed(take(lengthBytes)).buffer).getUint32(0, true);
      if (length > longestHeader) return undefined;
      const header = headerSchema.parse(JSON.parse(new TextDecoder().decode(hashed(take(length)))));
      const all = header.parts.reduce((sum, { bytes }) => sum + bytes, position);
      // Before any memory is taken
      if (header.key !== key || all !== file.byteLength) return undefined;
      const parts = header.parts.map(({ bytes, checksum }) => ({ pixels: hashed(take(bytes)), checksum }));
      return hash.digest().equals(digest) ? { parts, turned: header.turned } : undefined;
    });
  } catch (error) {
    if (error instanceof LabError || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
