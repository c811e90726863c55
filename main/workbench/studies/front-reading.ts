import { LabError } from '../../contract/errors.ts';
import type { Estimate } from '../../contract/estimate.ts';
import type { FrontComparison, FrontReading } from '../../contract/front-results.ts';
import { bootstrapFronts, type BootstrapEstimate } from '../../lab/statistics/bootstrap-fronts.ts';
import { accuracyAt, energyAt } from '../../lab/statistics/front-interpolation.ts';
import { bootstrapSeed } from '../../runs/comparison/fronts.ts';
import { overResamples } from '../../runs/comparison/estimates.ts';

export interface FrontQuestion {
  readonly method: string;
  readonly against: string;
  /** A fraction */
  readonly accuracy?: number;
  /** A fraction of the reference's */
  readonly energy?: number;
}

/**
 * What the fronts of a comparison say between its savings and gains: the resamples are those that these come from, so that
 * at their accuracies and energies the numbers are the same. Drawn once; a reading then takes about a millisecond.
 *
 * @returns what throws LabError 'not-found' for a method that has no front
 */
export function frontReader({ fronts, resamples }: FrontComparison): (question: FrontQuestion) => FrontReading {
  const confidence = fronts[0]?.hypervolume.confidence ?? 0.95;
  const bootstrap = bootstrapFronts(fronts, { resamples, confidence, seed: bootstrapSeed });
  const estimate = (of: BootstrapEstimate): Estimate => overResamples(of, confidence, resamples);
  return ({ method, against, accuracy, energy }) => {
    for (const name of [method, against]) requireFront(fronts, name);
    const [own, other] = [bootstrap.points(method), bootstrap.points(against)];
    const reading: FrontReading = { method, against };
    const factor = accuracy === undefined ? undefined : bootstrap.energyFactor(method, against, accuracy);
    const gain = energy === undefined ? undefined : bootstrap.accuracyGain(method, against, energy);
    return {
      ...reading,
      ...(accuracy === undefined || factor === undefined
        ? {}
        : {
            saving: {
              accuracy,
              energies: { method: energyAt(own, accuracy), against: energyAt(other, accuracy) },
              factor: estimate(factor),
              definedShare: factor.defined,
            },
          }),
      ...(energy === undefined || gain === undefined
        ? {}
        : {
            gain: {
              energy,
              accuracies: { method: accuracyAt(own, energy), against: accuracyAt(other, energy) },
              gain: estimate(gain),
              definedShare: gain.defined,
            },
          }),
    };
  };
}

function requireFront(fronts: FrontComparison['fronts'], method: string): void {
  if (fronts.some((front) => front.method === method)) return;
  const known = fronts.map((front) => front.method).join(', ');
  throw new LabError('not-found', `The study has no front of ${method}.`, `Choose one of ${known}.`);
}
