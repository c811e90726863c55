import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** Name of the file that says where the others of a folder come from */
export const recordFile = 'export.json';

const recordedExportSchema = z.looseObject({
  study: z.looseObject({ name: z.string(), hash: z.string(), uid: z.string().optional() }),
  application: z.looseObject({ name: z.literal('Noisefloor') }),
  files: z.array(z.looseObject({ file: z.string(), sha256: z.string() })),
});
/** One export: of what study, by what, and the files of it that are there. */
export type RecordedExport = z.infer<typeof recordedExportSchema>;
export type RecordedStudy = RecordedExport['study'];

const recordSchema = z.looseObject({
  format: z.literal('noisefloor-export'),
  version: z.literal(1),
  /** Oldest first; each file in the last one that wrote it */
  exports: z.array(recordedExportSchema),
});

/** What is longer was not written by an export */
const mostBytes = 16_000_000;

export interface ExportRecord {
  readonly exports: readonly RecordedExport[];
  /** A file of that name which no export of this version or an earlier one has written */
  readonly isForeign: boolean;
}

/** What is known of the files in a folder from the exports before. */
export function readExportRecord(folder: string): ExportRecord {
  const path = join(folder, recordFile);
  if (!existsSync(path)) return { exports: [], isForeign: false };
  const value = jsonOf(path);
  const [record, single] = [recordSchema.safeParse(value), recordedExportSchema.safeParse(value)];
  if (record.success) return { exports: record.data.exports, isForeign: false };
  // As it was when it knew the last export alone
  if (single.success) return { exports: [single.data], isForeign: false };
  return { exports: [], isForeign: true };
}

function jsonOf(path: string): unknown {
  try {
    return statSync(path).size > mostBytes ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as unknown);
  } catch {
    return undefined;
  }
}

/** With what an export has written: files of earlier ones stay as long as they are there and are not written anew. */
export function withExport(
  { exports }: Pick<ExportRecord, 'exports'>,
  folder: string,
  added: RecordedExport,
): z.infer<typeof recordSchema> {
  const written = new Set(added.files.map(({ file }) => file));
  const isKept = (file: string): boolean =>
    !written.has(file) && basename(file) === file && existsSync(join(folder, file));
  const kept = exports.map((each) => ({ ...each, files: each.files.filter(({ file }) => isKept(file)) }));
  return {
    format: 'noisefloor-export',
    version: 1,
    exports: [...kept.filter(({ files }) => files.length > 0), added],
  };
}
