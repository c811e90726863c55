import { randomStream } from '../random/stream.ts';
import { normalQuantile } from './normal.ts';
import type { EnergyAccuracy } from './pareto.ts';
import { studentQuantile } from './student-t.ts';
import { mean, requireValues } from './summary.ts';

/** One training run: its energy, and its accuracy under each noise draw. */
export interface SampledSeed extends Pick<EnergyAccuracy, 'energy'> {
  readonly seed: number;
  /** At least one; they need not be equally many */
  readonly draws: readonly number[];
}

/** Means of a point: over all data, and of each resample. */
export interface ResampledPoint {
  readonly measured: EnergyAccuracy;
  readonly energies: Float64Array;
  readonly accuracies: Float64Array;
}

/**
 * Which seeds, as places in the ascending list of labels, each resample has: drawn with replacement, as many as there
 * are. It depends on the labels alone, so that points with the same seeds stay paired.
 */
function drawSeeds(labels: readonly number[], resamples: number, seed: number): Uint32Array {
  const stream = randomStream(seed, `bootstrap/seeds/${labels.join(',')}`, 0);
  return Uint32Array.from({ length: resamples * labels.length }, () => stream.nextInteger(labels.length));
}

/**
 * By how much the deviations of resampled seeds are stretched: sqrt(n / (n - 1)) makes their variance unbiased, t / z
 * is Student's quantile by the normal one. 1 for one seed, which does not deviate. See `bootstrapFronts`.
 */
export function seedStretch(seeds: number, confidence: number): number {
  if (seeds < 2) return 1;
  const probability = (1 + confidence) / 2;
  const widening = studentQuantile(probability, seeds - 1) / normalQuantile(probability);
  return Math.sqrt(seeds / (seeds - 1)) * widening;
}

/**
 * The two-level bootstrap of one point: seeds with replacement, and of each seed so drawn its noise draws with
 * replacement. Of the mean accuracy the part due to seeds is stretched about the mean of all data, the part due to
 * draws added as it is; of the mean energy the logarithm is stretched, so that it stays positive.
 *
 * @param name makes the noise draws of this point independent of those of others
 * @throws LabError for a point without seeds or draws, or a value that is not finite; RangeError for equal labels
 */
export function resamplePoint(
  name: string,
  seeds: readonly SampledSeed[],
  options: { readonly resamples: number; readonly confidence: number; readonly seed: number },
): ResampledPoint {
  const { resamples } = options;
  const n = seeds.length;
  const runs = seeds.toSorted((a, b) => a.seed - b.seed);
  const labels = runs.map((run) => run.seed);
  if (new Set(labels).size < n) throw new RangeError(`A seed occurs twice among ${labels.join(', ')}.`);
  for (const { draws } of runs) requireValues(draws, 1);
  const seedEnergies = Float64Array.from(runs, ({ energy }) => energy);
  const seedAccuracies = Float64Array.from(runs, ({ draws }) => mean(draws));
  const drawDeviations = runs.map(({ draws }, index) =>
    Float64Array.from(draws, (draw) => draw - seedAccuracies[index]!),
  );
  const measured = { energy: mean([...seedEnergies]), accuracy: mean([...seedAccuracies]) };

  const drawn = drawSeeds(labels, resamples, options.seed);
  const stream = randomStream(options.seed, `bootstrap/draws/${name}`, 0);
  const stretch = seedStretch(n, options.confidence);
  const energies = new Float64Array(resamples);
  const accuracies = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let energy = 0;
    let ofSeeds = 0;
    let ofDraws = 0;
    for (let place = 0; place < n; place++) {
      const index = drawn[resample * n + place]!;
      const deviations = drawDeviations[index]!;
      const count = deviations.length;
      energy += seedEnergies[index]! - measured.energy;
      ofSeeds += seedAccuracies[index]! - measured.accuracy;
      if (count === 1) continue;
      let sum = 0;
      for (let draw = 0; draw < count; draw++) sum += deviations[stream.nextInteger(count)]!;
      ofDraws += sum / count;
    }
    // Seeds of no energy at all would give -1 up to rounding, and a negative base no power.
    const ratio = measured.energy > 0 ? Math.max(0, 1 + energy / n / measured.energy) : 1;
    energies[resample] = Math.min(Number.MAX_VALUE, measured.energy * ratio ** stretch);
    accuracies[resample] = measured.accuracy + (stretch * ofSeeds + ofDraws) / n;
  }
  return { measured, energies, accuracies };
}
