import type { SensitivityScore } from '../../../../main/contract/run.ts';
import {
  batchNormPlanSchema,
  layerChoiceSchema,
  type BatchNormPlan,
  type LayerChoice,
  type SensitivityMetric,
} from '../../../../main/contract/specification.ts';
import { valueAt, type Written } from '../draft/written.ts';

/** A SAFT method of a draft, by its place among the methods. */
export interface SaftMethod {
  readonly index: number;
  /** Undefined while it cannot be read */
  readonly choice: LayerChoice | undefined;
  readonly batchNorm: BatchNormPlan;
}

/** The SAFT methods of a draft, in its order. */
export function saftMethods(written: Written): readonly SaftMethod[] {
  const methods = written['methods'];
  if (!Array.isArray(methods)) return [];
  return methods.flatMap((_, index): SaftMethod[] => {
    if (valueAt(written, ['methods', index, 'method']) !== 'saft') return [];
    const choice = layerChoiceSchema.safeParse(valueAt(written, ['methods', index, 'layers']));
    const batchNorm = batchNormPlanSchema.safeParse(valueAt(written, ['methods', index, 'batchNorm']));
    return [{ index, choice: choice.data, batchNorm: batchNorm.data ?? 'frozen' }];
  });
}

/** Scores of one metric, highest first; equal ones in network order. */
export function ranked(scores: readonly SensitivityScore[], metric: SensitivityMetric): readonly SensitivityScore[] {
  return scores.filter((score) => score.metric === metric).toSorted((first, second) => second.value - first.value);
}

/**
 * A score between the last layer that trains and the first that does not: where the threshold is drawn.
 *
 * @param inOrder highest first
 * @param k how many train
 * @returns undefined without scores
 */
export function thresholdFor(inOrder: readonly SensitivityScore[], k: number): number | undefined {
  const last = inOrder[k - 1]?.value;
  if (last === undefined) return undefined;
  return (last + (inOrder[k]?.value ?? 0)) / 2;
}

/** How many layers a threshold leaves: at least one. */
export function countAbove(inOrder: readonly SensitivityScore[], threshold: number): number {
  return Math.max(1, inOrder.filter(({ value }) => value >= threshold).length);
}

/** The layers that are named after one more is ticked, or unticked; in network order. The last one stays. */
export function withTicked(
  layers: readonly string[],
  trained: readonly string[],
  layer: string,
  ticked: boolean,
): readonly string[] {
  const names = layers.filter((name) => (name === layer ? ticked : trained.includes(name)));
  return names.length === 0 ? trained : names;
}
