import type { Estimate } from './estimate.ts';
import type { Profile } from './profile.ts';
import type { LadderRung, MethodComparison, ProfileComparison } from './results.ts';
import type { MethodSpecification } from './specification.ts';

/**
 * The fault rate of stored bits that an accuracy under noise was measured at. `as-profile`: as the profile has it, with no
 * memory or a rate for each layer; `chosen`: the method chose the rates, so that nothing else is at the same.
 */
export type UsedRate = number | 'as-profile' | 'chosen';

/** Of a network that no method trained, and of methods without a rate of their own. */
export function profileRate({ memory }: Pick<Profile, 'memory'>): UsedRate {
  return memory === undefined || Object.keys(memory.layers).length > 0 ? 'as-profile' : memory.rate;
}

/**
 * What a method's network is used at under a profile, as `methodHardware` arranges it.
 *
 * @param method where it is not known, the profile's own rate
 */
export function usedRate(profile: Pick<Profile, 'memory'>, method: MethodSpecification | undefined): UsedRate {
  if (profile.memory === undefined) return 'as-profile';
  switch (method?.method) {
    case 'noise-injection':
    case 'saft':
      return method.rate ?? profileRate(profile);
    case 'uniform-bsc':
      return method.testRate ?? method.trainRate;
    case 'reliable':
      return 0;
    case 'lanmax':
      return 'chosen';
    default:
      return profileRate(profile);
  }
}

/** Accuracies at different rates say nothing of the methods that reached them. */
export function isSameRate(first: UsedRate, second: UsedRate): boolean {
  return first === second && first !== 'chosen';
}

/** Of a method of a comparison. */
export function comparedRate({ profile }: ProfileComparison, { configuration }: MethodComparison): UsedRate {
  return usedRate(profile, configuration);
}

/** Accuracy under noise before any training; undefined at another rate than the profile's, where none is measured. */
export function untrainedAt(compared: ProfileComparison, rate: UsedRate): Estimate | undefined {
  if (!isSameRate(profileRate(compared.profile), rate)) return undefined;
  return compared.ladder.find(({ stage }) => stage === 'noisy')?.accuracy;
}

/** The first noise injection at a rate: what SAFT at the same is held against. Undefined where none trained at it. */
export function noiseInjectionAt(compared: ProfileComparison, rate: UsedRate): MethodComparison | undefined {
  return compared.methods.find(
    (each) => each.method === 'noise-injection' && isSameRate(comparedRate(compared, each), rate),
  );
}

/** Of a rung of the ladder; undefined where it is measured without faults. */
export function rungRate(compared: ProfileComparison, { stage, label }: LadderRung): UsedRate | undefined {
  if (stage === 'noisy') return profileRate(compared.profile);
  const method = stage === 'recovered' ? compared.methods.find((each) => each.label === label) : undefined;
  return method && comparedRate(compared, method);
}

/** `noisy, untrained, p=0.003`, in the way of the labels of methods; the name alone where there is no one rate. */
export function nameWithRate(name: string, rate: UsedRate | undefined): string {
  return typeof rate === 'number' ? `${name}, p=${rate}` : name;
}
