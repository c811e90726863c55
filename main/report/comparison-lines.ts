import type { MethodComparison, PairedTest } from '../contract/results.ts';
import type { NoiseReport, TrainingPlan } from '../contract/run.ts';
import { formatSample, halfWidth } from '../contract/text/estimate-text.ts';
import { fixed, formatPValue, formatSignificant } from '../contract/text/digits.ts';
import { formatPercentPoints } from './format-number.ts';

/**
 * Two sentences: the difference, and the test with the smallest p-value its number of pairs can give.
 *
 * @param tests how many there are in the comparison: p is shown corrected for them too, where there are several
 */
export function pairedTestLine(label: string, test: PairedTest, tests = 1): string {
  const difference = formatPercentPoints(test.difference.value, halfWidth(test.difference));
  const head = `${label} against ${test.against}: ${difference} over ${formatSample(test.difference)}.`;
  if (test.n === 0) return `${head} No pair differs, so there is nothing to test.`;
  const kind = test.exact ? 'exact' : 'normal approximation';
  const pairs = `${test.n} ${test.n === 1 ? 'pair' : 'pairs'}`;
  const limit = `the smallest ${pairs} can give is ${formatSignificant(test.smallestPossiblePValue, 2)}`;
  const { holmPValue } = test;
  const corrected =
    tests === 1 || holmPValue === undefined
      ? ''
      : `, ${formatPValue(holmPValue).replace(/^p = /, '')} corrected for ${tests} tests (Holm)`;
  return `${head} Wilcoxon signed-rank (two-sided, ${kind}): ${formatPValue(test.pValue)}${corrected}; ${limit}.`;
}

/** `SAFT k=2 trains 2 of 5 layers (the 2 highest by std): conv1, fc3.` */
export function planLine(label: string, plan: TrainingPlan): string {
  const layers = plan.trained.length + plan.frozen.length;
  if (plan.frozen.length === 0) return `${label} trains all ${layers} layers.`;
  const reason = plan.reason === '' ? '' : ` (${plan.reason})`;
  const norms = plan.trainedBatchNorms.length === 0 ? '' : `; batch-norms: ${plan.trainedBatchNorms.join(', ')}`;
  return `${label} trains ${plan.trained.length} of ${layers} layers${reason}: ${plan.trained.join(', ')}${norms}.`;
}

/** A line a plan; the methods that train all layers of networks with as many share one. */
export function planLines(methods: readonly MethodComparison[]): readonly string[] {
  const plans = methods.flatMap(({ label, plan }) => (plan ? [{ label, plan }] : []));
  const sharing = Map.groupBy(plans, ({ plan }) => (plan.frozen.length === 0 ? plan.trained.length : -1));
  return plans.flatMap(({ label, plan }) => {
    const others = plan.frozen.length === 0 ? sharing.get(plan.trained.length)! : [];
    if (others.length < 2) return [planLine(label, plan)];
    if (others[0]!.label !== label) return [];
    const labels = others.map((each) => each.label);
    return [`${labels.slice(0, -1).join('; ')} and ${labels.at(-1)!} train all ${plan.trained.length} layers.`];
  });
}

/** Noise applied to N of M layers, and measured strength by asked strength. */
export function noiseLine({ layers, matmulLayers }: NoiseReport): string {
  const head = `Noise applied to ${layers.length} of ${matmulLayers} matmul layers`;
  const ratios = layers.filter(({ asked }) => asked > 0).map(({ asked, measured }) => measured / asked);
  if (ratios.length === 0) return `${head}.`;
  const range = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => fixed(ratio, 3));
  return `${head}; sigma measured is ${range.join(' to ')} times what was asked.`;
}

/** Accuracies of the seeds: `seed 1 90.1 %, seed 2 90.4 %`. */
export function seedsLine({ label, seeds }: MethodComparison): string {
  const each = seeds.map(({ seed, accuracy, runId }) => `seed ${seed}: ${fixed(100 * accuracy, 2)} % (run ${runId})`);
  return `${label}: ${each.join(', ')}.`;
}
