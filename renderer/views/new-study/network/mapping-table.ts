import { formatCount } from '../../../charts/number-format.ts';
import type { MappingReport } from '../../../../main/contract/network-check.ts';
import { sizeText } from '../../../components/size-text.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';

const kinds: Readonly<Record<MappingReport['differences'][number]['kind'], string>> = {
  missing: 'missing in the file',
  unexpected: 'not in the network',
  'wrong-shape': 'another shape',
  'wrong-type': 'whole numbers',
  'not-finite': 'NaN or infinite',
};

export const mappingColumns: readonly TableColumn[] = [
  { key: 'name', label: 'Parameter' },
  { key: 'difference', label: 'Difference' },
  { key: 'expected', label: 'Network needs', align: 'right' },
  { key: 'found', label: 'File has', align: 'right' },
];

/** The differences that are listed, those of a kind together. */
export function mappingRows({ differences }: MappingReport): readonly TableRow[] {
  return differences.map(({ kind, name, expected = [], found = [] }) => ({
    name,
    difference: kinds[kind],
    expected: sizeText(expected),
    found: sizeText(found),
  }));
}

/** In a sentence, what a weights file has of what a network needs. */
export function mappingSummary({ fits, counts, matchedWeights }: MappingReport): string {
  if (fits) return `All ${formatCount(counts.parameters)} parameters match (${formatCount(matchedWeights)} values).`;
  const others = [
    [counts.wrongShape, 'of another shape'],
    [counts.missing, 'missing'],
    [counts.unexpected, 'not in the network'],
    [counts.wrongType, 'of whole numbers'],
    [counts.notFinite, 'not finite'],
  ] as const;
  const told = others.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`);
  return `${formatCount(counts.matched)} of ${formatCount(counts.parameters)} parameters match; ${told.join(', ')}.`;
}

/** Of weights that the file has as integer codes. */
export function codesSummary({ weights, values, codec }: NonNullable<MappingReport['codes']>): string {
  const count = weights === 1 ? '1 is' : `${formatCount(weights)} are`;
  return `Of the parameters ${count} integer codes (${formatCount(values)} values; ${codec}), read as the weights they stand for.`;
}

/** How many differences are not in the table. */
export function unlisted({ counts, differences }: MappingReport): number {
  const { missing, unexpected, wrongShape, wrongType, notFinite } = counts;
  return missing + unexpected + wrongShape + wrongType + notFinite - differences.length;
}
