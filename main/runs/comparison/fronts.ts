import { LabError } from '../../contract/errors.ts';
import type { Estimate } from '../../contract/estimate.ts';
import type { AccuracyGain, EnergySaving, FrontComparison, FrontPoint } from '../../contract/front-results.ts';
import type { AccuracyResult, DataSize, MemoryReport } from '../../contract/run.ts';
import type { Specification } from '../../contract/specification.ts';
import {
  bootstrapFronts,
  type BootstrapEstimate,
  type BootstrappedFronts,
} from '../../lab/statistics/bootstrap-fronts.ts';
import { gainEnergies, savingAccuracies } from '../../lab/statistics/front-overlap.ts';
import { isDominated } from '../../lab/statistics/pareto.ts';
import type { LabelledProfile } from '../specification/labelled-profiles.ts';
import { canonicalName } from '../model/study-network.ts';
import { energyReference, networkSize } from '../laboratory/energy-reference.ts';
import { combined, overResamples, overSeeds } from './estimates.ts';
import { architectureOf, type TrainedRun } from './trained-runs.ts';

const resamples = 2000;

/** Of the random streams that fronts are resampled with */
export const bootstrapSeed = 0;

interface StoredRun extends TrainedRun {
  readonly memory: MemoryReport;
  readonly recovered: AccuracyResult;
}

type MeasuredPoint = Omit<FrontPoint, 'dominated' | 'dominatedByAny'>;

interface MeasuredFront {
  readonly method: string;
  readonly points: readonly MeasuredPoint[];
}

/** @param fraction 0 to 1 */
export type ComparisonProgress = (fraction: number, detail: string) => void;

/** Of the work, what resampling takes; the rest goes to pairs of fronts */
const resamplingShare = 0.4;

/**
 * Energy and accuracy of every method under every profile of a study, a front for each method. Undefined where no finished
 * run stores its weights in a memory.
 */
export function compareFronts(
  specification: Specification,
  profiles: readonly LabelledProfile[],
  trained: readonly TrainedRun[],
  network?: string,
  onProgress?: ComparisonProgress,
  recorded?: DataSize,
): FrontComparison | undefined {
  const all = trained.filter((run): run is StoredRun => run.memory !== undefined && run.recovered !== undefined);
  const runs = network === undefined ? all : ofNetwork(all, specification, network);
  const remembering = profiles.filter(({ profile }) => profile.memory !== undefined).map(({ label }) => label);
  if (!runs.some(({ profile }) => remembering.includes(profile))) return undefined;
  const { confidence } = specification.evaluation;
  const size = networkSize(specification.data, recorded);
  const networks = all.map(({ method, memory }) => ({
    architecture: architectureOf(method, specification),
    weights: weightsOf(memory),
  }));
  const reference = energyReference(specification, profiles, networks, size);
  const fronts = measuredFronts(specification, runs, reference.weights * reference.bits);
  onProgress?.(0, `resampling ${fronts.length} fronts`);
  const bootstrap = bootstrapFronts(fronts, { resamples, confidence, seed: bootstrapSeed });
  const estimate = (of: BootstrapEstimate): Estimate => overResamples(of, confidence, resamples);
  const ofAny = isDominated(fronts.flatMap(({ points }) => points.map(position)));
  let place = 0;
  return {
    reference,
    ...(network === undefined ? {} : { network: canonicalName(network, specification.model) }),
    fronts: fronts.map(({ method, points }) => {
      const ofOwn = isDominated(points.map(position));
      return {
        method,
        points: points.map((point, index) => ({
          ...point,
          dominated: ofOwn[index]!,
          dominatedByAny: ofAny[place++]!,
        })),
        hypervolume: estimate(bootstrap.hypervolume(method, { energy: 1, accuracy: 1 / size.classes })),
      };
    }),
    ...comparedPairs(fronts, bootstrap, estimate, onProgress),
    resamples,
  };
}

/** @throws LabError 'not-found' when none of them is of the network, 'invalid-specification' when there is no such network */
function ofNetwork(runs: readonly StoredRun[], specification: Specification, network: string): readonly StoredRun[] {
  const named = (name: string): string => canonicalName(name, specification.model);
  const own = (run: StoredRun): string => named(architectureOf(run.method, specification));
  const chosen = runs.filter((run) => own(run) === named(network));
  if (chosen.length > 0) return chosen;
  const known = [...new Set(runs.map(own))];
  throw new LabError(
    'not-found',
    `No finished run of the study has the network ${network}.`,
    known.length === 0 ? 'Compare it without `--network`.' : `Use one of ${known.join(', ')}.`,
  );
}

function weightsOf({ layers }: MemoryReport): number {
  return layers.reduce((sum, { weights }) => sum + weights, 0);
}

function position({ energy, accuracy }: MeasuredPoint): { readonly energy: number; readonly accuracy: number } {
  return { energy: energy.value, accuracy: accuracy.value };
}

/** In the order of the specification's methods, points by energy. */
function measuredFronts(
  specification: Specification,
  runs: readonly StoredRun[],
  referenceEnergy: number,
): readonly MeasuredFront[] {
  const methods = [...new Set(specification.methods.map(({ method }) => method))];
  return methods.flatMap((method): MeasuredFront[] => {
    const own = runs.filter((run) => run.method.method === method);
    const groups = Map.groupBy(own, ({ profile, label }) => JSON.stringify([profile, label]));
    const points = [...groups.values()].map((group) => measuredPoint(specification, group, referenceEnergy));
    if (points.length === 0) return [];
    return [{ method, points: points.toSorted((first, second) => first.energy.value - second.energy.value) }];
  });
}

function measuredPoint(
  specification: Specification,
  runs: readonly StoredRun[],
  referenceEnergy: number,
): MeasuredPoint {
  const { confidence } = specification.evaluation;
  const { profile, label, method, memory } = runs[0]!;
  const seeds = runs.map(({ seed, runId, recovered, memory: { energy } }) => ({
    seed,
    runId,
    accuracy: recovered.accuracy,
    energy: energy / referenceEnergy,
    draws: recovered.draws,
  }));
  return {
    profile,
    label,
    architecture: architectureOf(method, specification),
    energy: overSeeds(
      seeds.map(({ energy }) => energy),
      confidence,
    ),
    accuracy: combined(
      runs.map(({ recovered }) => recovered),
      confidence,
    ),
    seeds,
    memory,
  };
}

/**
 * Besides the accuracies of measured points, half a point and a point below the best that both reach: there the interval is
 * not that of a front's end, which a part of the resamples does not reach.
 */
const belowBest = [0.005, 0.01];

/** Every ordered pair of methods. */
function comparedPairs(
  fronts: readonly MeasuredFront[],
  bootstrap: BootstrappedFronts,
  estimate: (found: BootstrapEstimate) => Estimate,
  onProgress?: ComparisonProgress,
): Pick<FrontComparison, 'savings' | 'gains'> {
  const pairs = fronts.flatMap(({ method }) =>
    fronts.filter((other) => other.method !== method).map((other) => ({ method, against: other.method })),
  );
  const pointsOf = ({ method, against }: (typeof pairs)[number]) =>
    [bootstrap.points(method), bootstrap.points(against)] as const;
  let compared = 0;
  const tell = ({ method, against }: (typeof pairs)[number]): void => {
    const share = compared++ / (2 * pairs.length);
    onProgress?.(resamplingShare + (1 - resamplingShare) * share, `comparing ${method} with ${against}`);
  };
  const savings = pairs.flatMap((pair): EnergySaving[] => {
    tell(pair);
    const measured = savingAccuracies(...pointsOf(pair));
    const best = measured.at(-1) ?? NaN;
    const between = belowBest.map((less) => best - less).filter((accuracy) => accuracy > measured[0]!);
    return [...new Set([...measured, ...between])]
      .toSorted((first, second) => second - first)
      .map((accuracy) => ({
        ...pair,
        accuracy,
        factor: estimate(bootstrap.energyFactor(pair.method, pair.against, accuracy)),
      }));
  });
  const gains = pairs.flatMap((pair): AccuracyGain[] => {
    tell(pair);
    return gainEnergies(...pointsOf(pair)).map((energy) => ({
      ...pair,
      energy,
      gain: estimate(bootstrap.accuracyGain(pair.method, pair.against, energy)),
    }));
  });
  return {
    savings: savings.filter(({ factor }) => !Number.isNaN(factor.value)),
    gains: gains.filter(({ gain }) => !Number.isNaN(gain.value)),
  };
}
