import { LabError } from '../../contract/errors.ts';
import type { Memory } from '../../contract/memory.ts';
import { methodArchitecture, type MethodSpecification, type Specification } from '../../contract/specification.ts';
import { largestRate } from '../../lab/energy/energy-curve.ts';
import { leastStepsPerEpoch } from '../../lab/lanmax/trainer.ts';
import type { Network } from '../../lab/network/network.ts';
import { memoryLayers } from '../../lab/noise/perturb.ts';
import { labelledProfiles, type LabelledProfile } from '../specification/labelled-profiles.ts';

/**
 * What would go wrong with the memories of a study: a fault rate that the energy model gives no energy for, an epoch too
 * short for LaNMax.
 *
 * @param networkOf an architecture at the size of the data's images; the study's own for undefined
 * @param steps of an epoch
 * @throws LabError with the first thing that is wrong
 */
export function checkMemories(
  specification: Specification,
  networkOf: (architecture: string | undefined) => Network,
  steps: number,
): void {
  const { methods } = specification;
  for (const labelled of labelledProfiles(specification)) {
    const { memory } = labelled.profile;
    if (memory === undefined) continue;
    checkEnergies(labelled, memory, methods);
    for (const method of methods) {
      if (method.method !== 'lanmax') continue;
      const layers = memoryLayers(networkOf(methodArchitecture(method)), labelled.profile).length;
      if (steps >= leastStepsPerEpoch(layers)) continue;
      throw new LabError(
        'invalid-specification',
        `LaNMax moves the fault rates of ${layers} layers by a regression over the steps of an epoch, which takes ` +
          `${leastStepsPerEpoch(layers)} of them at least, and there are ${steps}.`,
        'Use a smaller `training.batch`, a larger `training.stepsPerEpoch` where there is one, or more images.',
      );
    }
  }
}

function checkEnergies({ label }: LabelledProfile, { energy, ...memory }: Memory, methods: Methods): void {
  if (typeof energy === 'string') throw new RangeError(`The energy model ${energy} has not been looked up`);
  const largest = largestRate(energy);
  const own = { 'memory.rate': memory.rate, ...inMapping('memory.layers', memory.layers) };
  const rates = methods.flatMap((method, index) => Object.entries(ratesInUse(method, `methods[${index}]`) ?? own));
  for (const [field, rate] of rates) {
    if (rate <= largest) continue;
    throw new LabError(
      'invalid-specification',
      `\`${field}\` is ${rate}, and the energy table of the profile "${label}" ends at a fault rate of ${largest}.`,
      'Use a rate within the table, or a table that goes further.',
    );
  }
}

type Methods = readonly MethodSpecification[];
type Rates = Readonly<Record<string, number>>;

function inMapping(field: string, rates: Rates): Rates {
  return Object.fromEntries(Object.entries(rates).map(([name, rate]) => [`${field}.${name}`, rate]));
}

/** Fault rates whose energy is asked for, by their field; undefined for those of the profile. */
function ratesInUse(method: MethodSpecification, field: string): Rates | undefined {
  switch (method.method) {
    case 'reliable':
      return {};
    case 'uniform-bsc':
      return method.testRate === undefined
        ? { [`${field}.trainRate`]: method.trainRate }
        : { [`${field}.testRate`]: method.testRate };
    case 'lanmax':
      return inMapping(`${field}.rates`, method.rates);
    case 'noise-injection':
    case 'saft':
      return method.rate === undefined ? undefined : { [`${field}.rate`]: method.rate };
    case 'plain':
      return undefined;
  }
}
