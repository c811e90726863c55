import type { NoiseMode } from '../../../contract/profile.ts';
import type { Estimate } from '../../../contract/estimate.ts';
import type { MethodComparison, ProfileComparison, StudyComparison } from '../../../contract/results.ts';
import {
  comparedRate,
  isSameRate,
  noiseInjectionAt,
  profileRate,
  untrainedAt,
  type UsedRate,
} from '../../../contract/fault-rate.ts';
import { titleOfMethod } from '../../../contract/method-title.ts';
import { measuredCell, missing, numberCell, percentCell, textCell } from '../cells.ts';
import { bestNote, markBest, type Competitor } from '../significance.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';
import { analogNoise, modesOf, noiseRows, strengthText, type NoiseFamily, type NoiseRow } from './noise-slots.ts';

/** FP32 accuracy is that of the rung `clean`, whatever the fault rate. */
export function cleanOf(profile: ProfileComparison | undefined): Estimate | undefined {
  return profile?.ladder.find(({ stage }) => stage === 'clean')?.accuracy;
}

export function methodsOf(profile: ProfileComparison | undefined, method: string): readonly MethodComparison[] {
  return profile?.methods.filter((each) => each.method === method) ?? [];
}

/** SAFT beside what is compared with it: everything at its fault rate, and nothing at another. */
export interface RateRow {
  readonly profile: ProfileComparison;
  readonly rate: UsedRate;
  /** Absent where nothing but noise injection trained at the rate */
  readonly saft?: MethodComparison;
}

export function competitorsOf({ profile, rate, saft }: RateRow): readonly Competitor[] {
  const methods = [noiseInjectionAt(profile, rate), saft];
  return methods.map((method) => ({ cell: percentCell(method?.recovered), method }));
}

/** Untrained, noise injection and SAFT, the better one of these marked where it is better by more than chance. */
export function rateCells(row: RateRow): readonly TableCell[] {
  return [percentCell(untrainedAt(row.profile, row.rate)), ...markBest(competitorsOf(row))];
}

/** Empty where the profile has no memory, or rates by layer. */
export function rateCell(rate: UsedRate | undefined): TableCell {
  return typeof rate === 'number' ? numberCell(rate, 'rate') : missing;
}

/** Why cells of a row may be empty though their column is not; nothing where all rows are at their profile's rate. */
export function rateNotes(rows: readonly RateRow[]): readonly string[] {
  const elsewhere = rows.filter(({ profile, rate }) => !isSameRate(profileRate(profile.profile), rate));
  const lonely = rows.filter(({ profile, rate }) => noiseInjectionAt(profile, rate) === undefined);
  const others = lonely.some(({ profile }) => methodsOf(profile, 'noise-injection').length > 0);
  return [
    ...(elsewhere.length === 0
      ? []
      : ["A row compares what is used at one fault rate; untrained was measured at the profile's rate alone."]),
    ...(others ? ['Where noise injection is empty, none trained at the fault rate of the row.'] : []),
  ];
}

export const speedUpNote =
  'Speed-up: time of a training step that trains every layer by that of the step with frozen layers, measured in turn.';

/** Where any was measured. */
export function hasSpeedUp(profiles: readonly ProfileComparison[]): boolean {
  return profiles.some((profile) => methodsOf(profile, 'saft').some(({ speedup }) => speedup !== undefined));
}

/** What bold means between noise injection and SAFT. */
export function pairNote(rows: readonly RateRow[]): readonly string[] {
  const note = bestNote('noise injection and SAFT', rows.map(competitorsOf));
  return note === '' ? [] : [note];
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
  const rateRows = pairs.flatMap((row) =>
    labelsOf(row, modes).flatMap((label) => modes.flatMap((mode) => rateRowOf(row[mode], label) ?? [])),
  );
  const rows = pairs.flatMap((row, index) =>
    labelsOf(row, modes).map((label, position): TableRow => ({
      ...(index > 0 && position === 0 ? { startsGroup: true } : {}),
      cells: [
        textCell(architecture),
        labels.length > 1 ? textCell(label) : missing,
        percentCell(modes.map((mode) => cleanOf(row[mode])).find((clean) => clean !== undefined)),
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
      ...pairNote(rateRows),
      ...rateNotes(rateRows),
      ...(labels.length === 1 ? shown.flatMap((profile) => saftNamed(profile, labels[0]) ?? []).slice(0, 1) : []).map(
        (method) => `SAFT method: ${titleOfMethod(method)}.`,
      ),
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
  const row = rateRowOf(profile, label);
  return [...name, rateCell(row?.rate), ...(row === undefined ? [missing, missing, missing] : rateCells(row))];
}

/** Without SAFT, what is used at the profile's own rate; undefined for a profile that lacks a SAFT method of another. */
function rateRowOf(profile: ProfileComparison | undefined, label: string | undefined): RateRow | undefined {
  if (profile === undefined) return undefined;
  const saft = saftNamed(profile, label);
  if (saft !== undefined) return { profile, rate: comparedRate(profile, saft), saft };
  return { profile, rate: profileRate(profile.profile) };
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
        { key: `${mode}_fault_rate`, title: 'Fault rate', group, kind: 'number' },
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
