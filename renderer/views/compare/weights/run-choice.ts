import type { ProfileComparison } from '../../../../main/contract/results.ts';
import type { SelectOption } from '../../../components/option-types.ts';
import type { LayerChange } from './weight-change.ts';

/** A finished training run whose weights can be looked at. */
export interface TrainedChoice {
  readonly runId: number;
  readonly method: string;
  readonly label: string;
  readonly profile: string;
  readonly seed: number;
}

/** All of them, SAFT's first: it is its choice of layers that the picture is about. */
export function trainedChoices(profiles: readonly ProfileComparison[]): readonly TrainedChoice[] {
  const all = profiles.flatMap(({ label: profile, methods }) =>
    methods.flatMap(({ method, label, seeds }) =>
      seeds.map(({ runId, seed }) => ({ runId, method, label, profile, seed })),
    ),
  );
  return all.toSorted((first, second) => Number(second.method === 'saft') - Number(first.method === 'saft'));
}

export function choiceOptions(choices: readonly TrainedChoice[]): readonly SelectOption[] {
  const several = new Set(choices.map(({ profile }) => profile)).size > 1;
  return choices.map(({ runId, label, profile, seed }) => ({
    value: String(runId),
    label: `${label}, seed ${seed}`,
    description: `Run ${runId}${several ? `, ${profile}` : ''}`,
  }));
}

/** The layer to look at where none was chosen: that which changed most. */
export function usualLayer(layers: readonly LayerChange[]): string | undefined {
  return layers.toSorted((first, second) => second.relativeChange - first.relativeChange)[0]?.layer;
}
