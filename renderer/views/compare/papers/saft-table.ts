import type { Estimate, ProfileComparison } from '../../../../main/contract/results.ts';
import { saftBaseline } from '../../../../main/contract/saft-baseline.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { fixed } from '../../../charts/digits.ts';
import { halfWidth, intervalNote, listed, percentText, sampleText, timesText } from '../text/estimate-text.ts';

/** A table with what has to stand under it. */
export interface PaperTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}

/** SAFT's table is for studies of analog noise; one of memories alone has its fronts instead. */
export function isOfSaft({ methods }: Pick<ProfileComparison, 'methods'>): boolean {
  return methods.some(({ method }) => method === 'saft' || method === 'noise-injection');
}

function rung({ ladder }: ProfileComparison, stage: 'clean' | 'noisy'): Estimate | undefined {
  return ladder.find((each) => each.stage === stage)?.accuracy;
}

/** More than these of one profile are no table of a paper */
const mostRows = 100;

const number = { kind: 'number' } as const;

/**
 * SAFT's Table 1 (arXiv:2306.03076): FP32, untrained, noise injection, SAFT and the speed-up, a row for each profile and SAFT
 * method. The speed-up is the measured one, beside what the arithmetic allows; never the paper's.
 */
export function saftPaperTable(all: readonly ProfileComparison[], subject: string): PaperTable | undefined {
  const profiles = all.filter(isOfSaft);
  if (profiles.length === 0) return undefined;
  const several = profiles.some(({ methods }) => methods.filter(({ method }) => method === 'saft').length > 1);
  const shown: Estimate[] = [];
  const remember = (estimate: Estimate | undefined): string => {
    if (estimate !== undefined) shown.push(estimate);
    return percentText(estimate);
  };
  const rows = profiles.flatMap((profile) => {
    const safts = profile.methods.filter(({ method }) => method === 'saft').slice(0, mostRows);
    const injections = profile.methods.filter(({ method }) => method === 'noise-injection');
    return (safts.length === 0 ? [undefined] : safts).map((saft) => ({
      profile: profile.label,
      method: saft?.label ?? '',
      clean: remember(rung(profile, 'clean')),
      untrained: remember(rung(profile, 'noisy')),
      injection: remember(saftBaseline(saft, injections)?.recovered),
      saft: remember(saft?.recovered),
      speedup: timesText(saft?.speedup),
      bound: saft?.plan === undefined ? '' : `${fixed(saft.plan.speedupBound, 2)}×`,
    }));
  });
  return {
    caption: `Accuracy under noise after noise-injection training and after SAFT, ${subject}`,
    columns: [
      { key: 'profile', label: 'Profile' },
      ...(several ? [{ key: 'method', label: 'Method' }] : []),
      { key: 'clean', label: 'FP32', unit: '%', ...number },
      { key: 'untrained', label: 'Untrained', unit: '%', ...number },
      { key: 'injection', label: 'Noise injection', unit: '%', ...number },
      { key: 'saft', label: 'SAFT', unit: '%', ...number },
      { key: 'speedup', label: 'Measured speed-up', ...number },
      { key: 'bound', label: 'Arithmetic bound', ...number },
    ],
    rows,
    notes: saftNotes(profiles, shown),
  };
}

function saftNotes(profiles: readonly ProfileComparison[], shown: readonly Estimate[]): readonly string[] {
  const methods = profiles.flatMap((profile) => profile.methods);
  const speedups = methods.flatMap(({ method, speedup }) =>
    method === 'saft' && speedup !== undefined && Number.isFinite(halfWidth(speedup)) ? [sampleText(speedup)] : [],
  );
  const batches = [...new Set(methods.flatMap(({ timing }) => (timing === undefined ? [] : [String(timing.batch)])))];
  const injections = profiles.some(
    (profile) => profile.methods.filter(({ method }) => method === 'noise-injection').length > 1,
  );
  return [
    intervalNote(shown),
    'Untrained: under noise before any training. Speed-up: time of a training step that trains every layer by that of the step with frozen layers, measured in turn' +
      `${batches.length === 0 ? '' : `, batch ${listed(batches)}`}${speedups.length === 0 ? '' : `; ± over ${listed([...new Set(speedups)])}`}. Bound: what multiply-accumulates alone allow.`,
    ...(profiles.some(({ methods: own }) => own.filter(({ method }) => method === 'saft').length > mostRows)
      ? [`The first ${mostRows} SAFT methods of each profile.`]
      : []),
    ...(injections
      ? ['Noise injection is that of the same fault rate, where there is one, otherwise the first of the study.']
      : []),
  ].filter((note) => note !== '');
}
