import { formatShort } from '../../../../main/contract/text/digits.ts';
import { typographicNumbers } from '../../../../main/contract/text/number-signs.ts';
import type { DataDescription } from '../../../../main/contract/workbench/inspection.ts';

type Features = NonNullable<DataDescription['features']>;

/** A number of a table of features: four digits say enough to recognise a value. */
export function formatFeature(value: number): string {
  return typographicNumbers(formatShort(value, 4));
}

/** Which of the columns are shown, in words; empty where all are. */
export function shownColumns({ count, columns }: Features): string {
  return count > columns.length ? `The first ${columns.length} of ${count} features.` : '';
}

/** What the examples of a set are called: rows of features, or images. */
export function exampleWord({ features }: Pick<DataDescription, 'features'>): 'rows' | 'images' {
  return features === undefined ? 'images' : 'rows';
}
