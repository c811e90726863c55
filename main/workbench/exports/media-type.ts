import { extname } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.tex': 'application/x-tex',
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.md': 'text/markdown',
  '.json': 'application/json',
  '.parquet': 'application/vnd.apache.parquet',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.zip': 'application/zip',
};

/** Of an exported file, by its name. */
export const mediaType = (file: string): string => types[extname(file)] ?? 'application/octet-stream';
