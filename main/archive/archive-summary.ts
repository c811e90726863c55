import type { ArchiveManifest, ArchiveSummary } from '../contract/archive.ts';

/** @param bytes of the whole file */
export function summaryOf(path: string, bytes: number, manifest: ArchiveManifest): ArchiveSummary {
  const { application, version, schema, study, weights, entries, inputs } = manifest;
  const files = entries.filter(({ name }) => name.startsWith('files/'));
  return {
    path,
    bytes,
    application,
    version,
    schema,
    study,
    weights,
    files: { count: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) },
    inputs,
    rows: entries.reduce((sum, { rows = 0 }) => sum + rows, 0),
    report: entries.some(({ name }) => name === 'report/index.html'),
  };
}
