import type { NoiseMode } from '../../../contract/profile.ts';
import type { Estimate } from '../../../contract/estimate.ts';
import type { MethodComparison, ProfileComparison, StudyComparison } from '../../../contract/results.ts';
import { saftBaseline } from '../../../contract/saft-baseline.ts';
import { measuredCell, missing, percentCell, textCell } from '../cells.ts';
import { bestNote, markBest } from '../significance.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';
import { analogNoise, modesOf, noiseRows, strengthText, type NoiseFamily, type NoiseRow } from './noise-slots.ts';

/** FP32 and untrained accuracy are those of the rungs `clean` and `noisy`. */
export function rungOf(profile: ProfileComparison | undefined, stage: 'clean' | 'noisy'): Estimate | undefined {
  return profile?.ladder.find((each) => each.stage === stage)?.accuracy;
}

export function methodsOf(profile: ProfileComparison | undefined, method: string): readonly MethodComparison[] {
  return profile?.methods.filter((each) => each.method === method) ?? [];
}

/** Noise injection and SAFT, the better one marked where it is better by more than chance. */
export function trainedPair(
  profile: ProfileComparison | undefined,
  saft: MethodComparison | undefined,
): readonly TableCell[] {
  const injection = saftBaseline(saft, methodsOf(profile, 'noise-injection'));
  return markBest([injection, saft].map((method) => ({ cell: percentCell(method?.recovered), method })));
}

export const speedUpNote =
  'Speed-up: time of a training step that trains every layer by that of the step with frozen layers, measured in turn.';

/** Where any was measured. */
export function hasSpeedUp(profiles: readonly ProfileComparison[]): boolean {
  return profiles.some((profile) => methodsOf(profile, 'saft').some(({ speedup }) => speedup !== undefined));
}

/** What bold means between noise injection and SAFT. */
export function pairNote(profiles: readonly ProfileComparison[]): readonly string[] {
  const methods = profiles.flatMap((profile) => methodsOf(profile, 'saft'));
  return methods.length === 0 ? [] : [bestNote('noise injection and SAFT', methods)];
}

const numbers: Readonly<Record<NoiseFamily, 1 | 2>> = { gaussian: 1, uniform: 2 };
const names: Readonly<Record<NoiseFamily, string>> = { gaussian: 'Gaussian', uniform: 'uniform' };
const modeNames: Readonly<Record<NoiseMode, string>> = { multiplicative: 'Multiplicative', additive: 'Additive' };

/**
 * SAFT's Table 1 (Gaussian noise) or 2 (uniform noise): FP32, then for each mode untrained, noise injection and SAFT, and the
 * speed-ups as measured here (arXiv:2306.03076). A row for each SAFT method. Undefined without such profiles.
 */
export function saftAccuracyTable(
  { profiles, architecture, data }: StudyComparison,
  family: NoiseFamily,
): TableContent | undefined {
  const pairs = noiseRows(profiles, family).map((row) => ofSaft(row));
  const modes = modesOf(pairs);
  if (modes.length === 0) return undefined;
  const several = pairs.length > 1;
  const shown = pairs.flatMap((row) => modes.flatMap((mode) => row[mode] ?? []));
  const labels = [...new Set(pairs.flatMap((row) => labelsOf(row, modes)))];
  const rows = pairs.flatMap((row, index) =>
    labelsOf(row, modes).map((label, position): TableRow => ({
      ...(index > 0 && position === 0 ? { startsGroup: true } : {}),
      cells: [
        textCell(architecture),
        labels.length > 1 ? textCell(label) : missing,
        percentCell(modes.map((mode) => rungOf(row[mode], 'clean')).find((clean) => clean !== undefined)),
        ...modes.flatMap((mode) => modeCells(row[mode], label, several)),
        ...modes.map((mode) => measuredCell(saftNamed(row[mode], label)?.speedup)),
      ],
    })),
  );
  return {
    id: `saft-table-${numbers[family]}`,
    title: `SAFT and noise injection under ${names[family]} noise`,
    caption: `Accuracy under ${names[family]} noise after noise-injection training and after SAFT, on ${data}. Untrained: under noise before any training`,
    columns: columnsOf(modes, family, several),
    rows,
    notes: [
      ...pairNote(shown),
      ...(labels.length === 1 && labels[0] !== undefined ? [`SAFT method: ${labels[0]}.`] : []),
      ...(hasSpeedUp(shown) ? [speedUpNote] : []),
      ...shown.flatMap((profile) => {
        const noise = analogNoise(profile);
        return noise === undefined ? [] : [`Profile ${profile.label}: ${strengthText(noise)}.`];
      }),
    ],
  };
}

function ofSaft(row: NoiseRow): NoiseRow {
  const kept = Object.entries(row).filter(([, { methods }]) =>
    methods.some(({ method }) => method === 'saft' || method === 'noise-injection'),
  );
  return Object.fromEntries(kept);
}

/** SAFT methods of either profile, in the specification's order; one row too where there are none. */
function labelsOf(row: NoiseRow, modes: readonly NoiseMode[]): readonly (string | undefined)[] {
  const labels = new Set(modes.flatMap((mode) => methodsOf(row[mode], 'saft').map(({ label }) => label)));
  return labels.size === 0 && modes.some((mode) => row[mode]) ? [undefined] : [...labels];
}

function saftNamed(profile: ProfileComparison | undefined, label: string | undefined): MethodComparison | undefined {
  return methodsOf(profile, 'saft').find((method) => method.label === label);
}

function modeCells(profile: ProfileComparison | undefined, label: string | undefined, several: boolean) {
  const name = several ? [textCell(profile?.label)] : [];
  if (profile === undefined) return [...name, missing, missing, missing];
  return [...name, percentCell(rungOf(profile, 'noisy')), ...trainedPair(profile, saftNamed(profile, label))];
}

function columnsOf(modes: readonly NoiseMode[], family: NoiseFamily, several: boolean): readonly TableColumn[] {
  const percent = { unit: '%', kind: 'measured' } as const;
  return [
    { key: 'network', title: 'Network', kind: 'text' },
    { key: 'method', title: 'SAFT method', kind: 'text' },
    { key: 'fp32_percent', title: 'FP32', ...percent },
    ...modes.flatMap((mode): TableColumn[] => {
      const group = `${modeNames[mode]} ${names[family]}`;
      return [
        ...(several ? [{ key: `${mode}_profile`, title: 'Profile', group, kind: 'text' as const }] : []),
        { key: `${mode}_untrained_percent`, title: 'Untrained', group, ...percent },
        { key: `${mode}_noise_injection_percent`, title: 'Noise inj.', group, ...percent },
        { key: `${mode}_saft_percent`, title: 'SAFT', group, ...percent },
      ];
    }),
    ...modes.map((mode): TableColumn => {
      const title = mode === 'multiplicative' ? 'Mult.' : 'Add.';
      return { key: `${mode}_speed_up`, title, unit: '×', group: 'SAFT speed-up', kind: 'measured' };
    }),
  ];
}
