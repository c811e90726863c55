import type { RateHistory } from '../../../../main/contract/results.ts';
import type { SelectOption } from '../../../components/option-types.ts';

const keyOf = ({ profile, label }: Pick<RateHistory, 'profile' | 'label'>): string => JSON.stringify([profile, label]);

/** Configurations whose rates were moved, with the profile in their name where there are several. */
export function configurationsOf(histories: readonly RateHistory[]): readonly SelectOption[] {
  const several = new Set(histories.map(({ profile }) => profile)).size > 1;
  return [...Map.groupBy(histories, keyOf)].map(([value, [first]]) => ({
    value,
    label: several ? `${first!.label} (${first!.profile})` : first!.label,
  }));
}

export function seedsOf(histories: readonly RateHistory[], configuration: string | undefined): readonly SelectOption[] {
  return histories
    .filter((history) => keyOf(history) === configuration)
    .map(({ seed, runId }) => ({ value: String(seed), label: String(seed), description: `Run ${runId}` }));
}

export function chosenHistory(
  histories: readonly RateHistory[],
  configuration: string | undefined,
  seed: string | undefined,
): RateHistory | undefined {
  return histories.find((history) => keyOf(history) === configuration && String(history.seed) === seed);
}
