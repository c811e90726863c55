/** The command that does the same from the project's folder, with the study in a file. */
export function labCommand(file: string, parallel: number): string {
  return `npm run -s lab -- run ${file}${parallel > 1 ? ` --parallel ${parallel}` : ''}`;
}

/** A file name for a study: `saft-table-1-resnet-20.yaml`. */
export function studyFile(name: string): string {
  const stem = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${stem === '' ? 'study' : stem}.yaml`;
}
