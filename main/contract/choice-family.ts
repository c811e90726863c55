import { usedRate } from './fault-rate.ts';
import type { Profile } from './profile.ts';
import type { MethodSpecification } from './specification.ts';

/**
 * Everything a SAFT method is under a profile, but the metric that it chooses its layers by: methods equal in it differ in
 * the choice alone (SAFT's Table 3, arXiv:2306.03076). Undefined for other methods, and where the layers are named.
 */
export function choiceFamily(
  profile: Pick<Profile, 'memory'>,
  method: MethodSpecification | undefined,
): string | undefined {
  if (method?.method !== 'saft' || !('k' in method.layers)) return undefined;
  return JSON.stringify({ k: method.layers.k, batchNorm: method.batchNorm, rate: usedRate(profile, method) });
}
