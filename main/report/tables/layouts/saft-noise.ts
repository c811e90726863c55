import type { NoiseMode } from '../../../contract/profile.ts';
import type { ProfileComparison, StudyComparison } from '../../../contract/results.ts';
import type { Specification } from '../../../contract/specification.ts';
import { countCell, missing, numberCell, textCell } from '../cells.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';
import { analogNoise, modesOf, noiseRows, noiseStrength, referenceText, type NoiseFamily } from './noise-slots.ts';

const families = ['gaussian', 'uniform'] as const;
const groups: Readonly<Record<NoiseFamily, string>> = { gaussian: 'Gaussian noise, σ', uniform: 'Uniform noise, r' };
const modeTitles: Readonly<Record<NoiseMode, string>> = { multiplicative: 'Mult.', additive: 'Add.' };

/**
 * SAFT's Table 5 (arXiv:2306.03076): the parameters of the noise of each kind, and the epochs of training. Several profiles of
 * a kind stand in rows of their own. Undefined without analog noise.
 */
export function saftNoiseTable(
  { profiles, architecture }: StudyComparison,
  { training }: Specification,
): TableContent | undefined {
  const byFamily = { gaussian: noiseRows(profiles, 'gaussian'), uniform: noiseRows(profiles, 'uniform') };
  const count = Math.max(...families.map((family) => byFamily[family].length));
  if (count === 0) return undefined;
  const slots = families.flatMap((family) => modesOf(byFamily[family]).map((mode) => ({ family, mode })));
  const rows = Array.from({ length: count }, (_, index): TableRow => ({
    cells: [
      textCell(architecture),
      ...slots.map(({ family, mode }) => strengthCell(byFamily[family][index]?.[mode])),
      countCell(training.epochs),
      countCell(training.stepsPerEpoch),
    ],
  }));
  return {
    id: 'saft-table-5',
    title: 'Parameters of the noise',
    caption: 'Parameters of the noise distributions, and the epochs of training',
    columns: [
      { key: 'network', title: 'Network', kind: 'text' },
      ...slots.map(({ family, mode }): TableColumn => ({
        key: `${family}_${mode}_${family === 'gaussian' ? 'sigma' : 'half_range'}`,
        title: modeTitles[mode],
        group: groups[family],
        kind: 'number',
      })),
      { key: 'epochs', title: 'Epochs', kind: 'number' },
      { key: 'steps_per_epoch', title: 'Steps an epoch', kind: 'number' },
    ],
    rows,
    notes: ['Multiplicative: w (1 + n); additive: w + n; n from N(0, σ) or U[−r, r].', ...referenceNotes(profiles)],
  };
}

function strengthCell(profile: ProfileComparison | undefined): TableCell {
  const noise = profile && analogNoise(profile);
  return noise === undefined ? missing : numberCell(noiseStrength(noise), 'rate');
}

function referenceNotes(profiles: readonly ProfileComparison[]): readonly string[] {
  return profiles.flatMap((profile) => {
    const reference = referenceText(analogNoise(profile)?.reference ?? 'absolute');
    return reference === '' ? [] : [`Profile ${profile.label}: in units of ${reference}.`];
  });
}
