import { assertNever } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import type { MethodSpecification } from '../../contract/specification.ts';

/** What a method trains a network on, and what the trained network is used on. */
export interface MethodHardware {
  /** Absent: plain training in floating point */
  readonly training?: Profile;
  /** Of the accuracy without faults and noise. Absent: the floating-point network itself */
  readonly clean?: Profile;
  readonly evaluation: Profile;
  /**
   * Fault rates of the stored bits are given to the programs, a number for each memory layer; otherwise they are the
   * profile's. True where a method chooses rates or is to be measured at several.
   */
  readonly ratesAsInput: boolean;
  /** The same rate in each layer, where it is given and not found by training */
  readonly uniformRates?: { readonly training: number; readonly evaluation: number };
}

function withoutMemory(profile: Profile): Profile {
  return { ...profile, memory: undefined };
}

/** Real weights behind binary ones are the trainer's alone: there the network without faults is the binary one. */
function cleanProfile({ quantization, except }: Profile): Profile | undefined {
  return quantization?.scheme === 'binary'
    ? { quantization, warnings: [], weights: { noise: 'none' }, except }
    : undefined;
}

function withRate(profile: Profile, rate: number | undefined): Profile {
  return rate === undefined || profile.memory === undefined
    ? profile
    : { ...profile, memory: { ...profile.memory, rate, layers: {} } };
}

/**
 * @param profile the hardware of the study
 * @param method `reliable` keeps the analog noise of the profile and takes its memory's faults away, stuck cells too
 */
export function methodHardware(profile: Profile, method: MethodSpecification): MethodHardware {
  const binary = cleanProfile(profile);
  const clean = binary === undefined ? {} : { clean: binary };
  const asStored = { ratesAsInput: false, ...clean };
  switch (method.method) {
    case 'plain':
      return { ...asStored, evaluation: profile };
    case 'noise-injection':
    case 'saft': {
      const disturbed = withRate(profile, method.rate);
      return { ...asStored, training: disturbed, evaluation: disturbed };
    }
    case 'reliable': {
      const reliable = withoutMemory(profile);
      if (method.storage !== 'profile') {
        const floating = { ...reliable, quantization: undefined };
        return { training: floating, evaluation: floating, ratesAsInput: false };
      }
      const { memory } = profile;
      if (memory === undefined) return { ...asStored, training: reliable, evaluation: reliable };
      return {
        ...clean,
        training: reliable,
        evaluation: { ...profile, memory: { ...memory, stuckAt: undefined } },
        ratesAsInput: true,
        uniformRates: { training: 0, evaluation: 0 },
      };
    }
    case 'uniform-bsc':
      return {
        ...clean,
        training: profile,
        evaluation: profile,
        ratesAsInput: true,
        uniformRates: { training: method.trainRate, evaluation: method.testRate ?? method.trainRate },
      };
    case 'lanmax':
      return { ...clean, training: profile, evaluation: profile, ratesAsInput: true };
    default:
      return assertNever(method);
  }
}

/** The profile with these fault rates in its memory, by layer; 0 in others. */
export function withFaultRates(profile: Profile, rates: Readonly<Record<string, number>>): Profile {
  return profile.memory === undefined
    ? profile
    : { ...profile, memory: { ...profile.memory, rate: 0, layers: { ...rates } } };
}
