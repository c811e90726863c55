import type { Profile } from '../../../main/contract/profile.ts';
import type { NoiseReport } from '../../../main/contract/run.ts';
import { formatCount, formatFixed, formatSignificant } from '../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../components/table-text.ts';

/** What the numbers of a noise report are (methods, 2.5). */
export function noiseText({ layers, matmulLayers }: NoiseReport, { memory, weights }: Profile): string {
  const which =
    layers.length === matmulLayers
      ? `All ${matmulLayers} convolution and linear layers are disturbed.`
      : `${layers.length} of ${matmulLayers} convolution and linear layers are disturbed.`;
  const isRelative = 'mode' in weights && weights.mode === 'multiplicative';
  const what = hasFaults(memory)
    ? 'The share of stored bits that were read wrong, beside the share that is to be expected.'
    : isRelative
      ? 'The root mean square of what was added, relative to each weight.'
      : 'The root mean square of what was added, in units of the reference.';
  return `${which} ${what} One draw.`;
}

function hasFaults(memory: Profile['memory']): boolean {
  if (memory === undefined) return false;
  return memory.rate > 0 || Object.values(memory.layers).some((rate) => rate > 0) || (memory.stuckAt?.rate ?? 0) > 0;
}

export const noiseColumns: readonly TableColumn[] = [
  { key: 'layer', label: 'Layer' },
  { key: 'weights', label: 'Weights', kind: 'number' },
  { key: 'asked', label: 'Asked for', kind: 'number' },
  { key: 'measured', label: 'Measured', kind: 'number' },
  { key: 'ratio', label: 'Measured / asked', kind: 'number' },
];

export function noiseRows({ layers }: NoiseReport): readonly TableRow[] {
  return layers.map(({ layer, weights, asked, measured }) => ({
    layer,
    weights: formatCount(weights),
    asked: formatSignificant(asked, 3),
    measured: formatSignificant(measured, 3),
    ratio: asked > 0 ? formatFixed(measured / asked, 3) : '–',
  }));
}
