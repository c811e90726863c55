import type { FigureData } from '../../figure-data.ts';
import type { FigureDocument } from '../figure-document.ts';

/** The rows that the study's own CSV file of a figure has. */
export function existingData(files: readonly FigureData[], file: string): FigureDocument['data'] {
  const found = files.find((each) => each.file === file);
  return { columns: found?.columns ?? [], rows: found?.rows ?? [] };
}
