/**
 * Akaike's criterion, corrected for few observations (Hurvich and Tsai, "Regression and time series model selection in small
 * samples", Biometrika 76, 1989): -2 ln L + 2 k + 2 k (k + 1) / (n - k - 1), up to a constant of the data.
 *
 * @param deviance -2 ln L: chi squared where the errors of the observations are known
 * @param parameters everything that was estimated
 * @returns Infinity where n - k - 1 is not positive: nothing can be said of so large a model
 */
export function correctedAkaike(deviance: number, parameters: number, observations: number): number {
  const left = observations - parameters - 1;
  return left > 0 ? deviance + 2 * parameters + (2 * parameters * (parameters + 1)) / left : Infinity;
}

/** The candidate with the least criterion; of equals the first. Criteria that are not finite count as the largest. */
export function leastCriterion<Candidate extends { readonly aicc: number }>(
  candidates: readonly Candidate[],
): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>(
    (best, candidate) => (best === undefined || candidate.aicc < best.aicc ? candidate : best),
    undefined,
  );
}
