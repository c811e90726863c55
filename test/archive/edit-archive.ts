import { createHash } from 'node:crypto';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import type { ArchiveManifest } from '../../main/contract/archive.ts';

/** The entries of an archive, by name, in order; without the manifest. */
export type Entries = Record<string, Uint8Array>;

export interface UnpackedArchive {
  readonly manifest: ArchiveManifest;
  readonly entries: Entries;
}

export function unpacked(bytes: Uint8Array): UnpackedArchive {
  const { 'manifest.json': manifest, ...entries } = unzipSync(bytes);
  return { manifest: JSON.parse(Buffer.from(manifest!).toString('utf8')) as ArchiveManifest, entries };
}

/** Packs entries again, with a manifest whose sizes, hashes and counts are those of the entries. */
export function packed(
  { manifest, entries }: UnpackedArchive,
  change: (manifest: object) => object = (same) => same,
): Uint8Array {
  const listed = Object.entries(entries).map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(name.startsWith('rows/') ? { rows: Buffer.from(bytes).toString('utf8').split('\n').length - 1 } : {}),
  }));
  const text = JSON.stringify(change({ ...manifest, entries: listed }));
  const all: Zippable = { 'manifest.json': Buffer.from(text, 'utf8') };
  for (const [name, bytes] of Object.entries(entries))
    all[name] = [bytes, { level: name.startsWith('files/') ? 0 : 6 }];
  return zipSync(all, { mtime: new Date(1980, 1, 1) });
}

export type EditableRow = Record<string, unknown>;

/** The same archive with other rows in a table. */
export function withRows(
  { manifest, entries }: UnpackedArchive,
  table: string,
  edit: (rows: EditableRow[]) => readonly unknown[],
): UnpackedArchive {
  const name = `rows/${table}.ndjson`;
  const lines = Buffer.from(entries[name]!).toString('utf8').split('\n').slice(0, -1);
  const rows = edit(lines.map((line) => JSON.parse(line) as EditableRow));
  const text = rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');
  return { manifest, entries: { ...entries, [name]: Buffer.from(text, 'utf8') } };
}
