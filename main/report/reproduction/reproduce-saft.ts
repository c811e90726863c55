import type { PaperTable, ReproducedQuantity, ReproducedRow, Reproduction } from '../../contract/reproduction.ts';
import type { Estimate } from '../../contract/estimate.ts';
import type { MethodComparison, ProfileComparison, StudyComparison } from '../../contract/results.ts';
import { comparedRate, noiseInjectionAt, profileRate, untrainedAt } from '../../contract/fault-rate.ts';
import type { Specification } from '../../contract/specification.ts';
import { bareEstimate, scaledEstimate } from './scaled-estimate.ts';
import { studySettings } from './study-settings.ts';

/** What SAFT's table 1 has of one kind of noise, accuracies in per cent. */
interface Half {
  readonly mode: 'multiplicative' | 'additive';
  readonly clean?: Estimate;
  readonly untrained?: Estimate;
  readonly injection?: Estimate;
  readonly saft?: Estimate;
  readonly speedup?: Estimate;
  /** SAFT less noise injection over pairs of seeds, in points */
  readonly difference?: Estimate;
}

const percent = (estimate: Estimate | undefined): Estimate | undefined =>
  estimate === undefined ? undefined : scaledEstimate(estimate, 100);

/**
 * SAFT's table 1 beside a study's: the rows of both, and what can be compared between different networks, which is what
 * noise takes, what training brings back, what SAFT reaches beside noise injection, and how much faster it is.
 */
export function reproduceSaft(
  paper: PaperTable,
  comparison: StudyComparison,
  specification: Specification,
): Reproduction {
  const halves = (['multiplicative', 'additive'] as const).map((mode) => halfOf(comparison, mode));
  return {
    title: paper.title,
    citation: paper.citation,
    table: { columns: paper.columns, rows: [...paperRows(paper), ourRow(comparison, halves)] },
    quantities: halves.flatMap((half) => quantitiesOf(paper, half)),
    settings: studySettings(paper.setting, comparison, specification),
    reconstructed: paper.reconstructed,
  };
}

function halfOf({ profiles }: StudyComparison, mode: Half['mode']): Half {
  const profile = profiles.find(
    ({ profile: { weights } }) => weights.noise === 'gaussian' && 'mode' in weights && weights.mode === mode,
  );
  if (profile === undefined) return { mode };
  const saft = methodsOf(profile, 'saft')[0];
  const rate = saft === undefined ? profileRate(profile.profile) : comparedRate(profile, saft);
  const injection = noiseInjectionAt(profile, rate);
  const { pairedTest } = saft ?? {};
  return {
    mode,
    clean: percent(profile.ladder.find(({ stage }) => stage === 'clean')?.accuracy),
    untrained: percent(untrainedAt(profile, rate)),
    injection: percent(injection?.recovered),
    saft: percent(saft?.recovered),
    speedup: saft?.speedup,
    difference:
      injection !== undefined && pairedTest?.against === injection.label ? percent(pairedTest?.difference) : undefined,
  };
}

function methodsOf({ methods }: ProfileComparison, name: string): readonly MethodComparison[] {
  return methods.filter(({ method }) => method === name);
}

function paperRows({ rows }: PaperTable): readonly ReproducedRow[] {
  return Object.entries(rows).map(([name, cells]) => ({ name, isOurs: false, cells }));
}

function ourRow({ architecture }: StudyComparison, halves: readonly Half[]): ReproducedRow {
  const [multiplicative, additive] = halves as readonly [Half, Half];
  const speedup = multiplicative.speedup ?? additive.speedup;
  const ofHalf = ({ untrained, injection, saft }: Half) => [untrained, injection, saft];
  return {
    name: architecture,
    isOurs: true,
    cells: [multiplicative.clean ?? additive.clean, ...ofHalf(multiplicative), ...ofHalf(additive), speedup],
  };
}

function quantitiesOf(paper: PaperTable, half: Half): readonly ReproducedQuantity[] {
  const first = half.mode === 'multiplicative' ? 1 : 4;
  const untrained = (row: readonly number[]) => row[first]!;
  const injected = (row: readonly number[]) => row[first + 1]!;
  const tuned = (row: readonly number[]) => row[first + 2]!;
  const quantity = (
    what: string,
    ofRow: (row: readonly number[]) => number,
    ours: Estimate | undefined,
    unit: ReproducedQuantity['unit'] = 'points',
  ): ReproducedQuantity => ({
    what: `${what}, ${half.mode}`,
    unit,
    paper: overRows(paper, ofRow),
    ...(ours === undefined ? {} : { ours }),
  });
  return [
    quantity('noise takes', (row) => row[0]! - untrained(row), less(half.clean, half.untrained)),
    quantity('noise injection gains', (row) => injected(row) - untrained(row), less(half.injection, half.untrained)),
    quantity('SAFT gains', (row) => tuned(row) - untrained(row), less(half.saft, half.untrained)),
    quantity('SAFT less noise injection', (row) => tuned(row) - injected(row), half.difference),
    quantity('SAFT is faster', (row) => row.at(-1)!, half.speedup, 'times'),
  ];
}

function overRows({ rows, comparable }: PaperTable, ofRow: (row: readonly number[]) => number) {
  const values = comparable.map((name) => ofRow(rows[name]!)).toSorted((a, b) => a - b);
  const middle = (values[Math.floor((values.length - 1) / 2)]! + values[Math.ceil((values.length - 1) / 2)]!) / 2;
  return {
    value: middle,
    range: [values[0]!, values.at(-1)!] as const,
    label: `median and range of ${values.length} rows`,
  };
}

/** The two are not independent (the same images), so that no interval of the difference follows from theirs. */
function less(one: Estimate | undefined, other: Estimate | undefined): Estimate | undefined {
  return one === undefined || other === undefined ? undefined : bareEstimate(one.value - other.value, one);
}
