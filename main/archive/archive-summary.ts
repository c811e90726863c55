import type { ArchiveManifest, ArchiveSummary } from '../contract/archive.ts';

export const total = (
  each: readonly { readonly bytes: number }[],
): { readonly count: number; readonly bytes: number } => ({
  count: each.length,
  bytes: each.reduce((sum, { bytes }) => sum + bytes, 0),
});

/** @param bytes of the whole file */
export function summaryOf(path: string, bytes: number, manifest: ArchiveManifest): ArchiveSummary {
  const { application, version, schema, study, weights, entries, inputs } = manifest;
  return {
    path,
    bytes,
    application,
    version,
    schema,
    study,
    weights,
    files: total(entries.filter(({ name }) => name.startsWith('files/'))),
    inputs,
    rows: entries.reduce((sum, { rows = 0 }) => sum + rows, 0),
    report: entries.some(({ name }) => name === 'report/index.html'),
  };
}
