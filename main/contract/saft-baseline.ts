import type { MethodComparison } from './results.ts';

function rateOf({ configuration }: MethodComparison): number | undefined {
  return configuration !== undefined && 'rate' in configuration ? configuration.rate : undefined;
}

/** The noise injection that a SAFT method is held against: that at its own fault rate, otherwise the first of the study. */
export function saftBaseline(
  saft: MethodComparison | undefined,
  injections: readonly MethodComparison[],
): MethodComparison | undefined {
  const same = saft === undefined ? undefined : injections.find((each) => rateOf(each) === rateOf(saft));
  return same ?? injections[0];
}
