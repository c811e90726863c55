import type { RunConfiguration } from '../../../../main/contract/run.ts';

/** Are the weights of a trained network stored as integers? Not where the method keeps real ones in spite of the profile. */
export function hasIntegerWeights({ profile, method }: Pick<RunConfiguration, 'profile' | 'method'>): boolean {
  const keepsReal = method?.method === 'reliable' && method.storage !== 'profile';
  return profile?.profile.quantization !== undefined && !keepsReal;
}
