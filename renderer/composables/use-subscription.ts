import { onScopeDispose, shallowRef, toValue, watch } from 'vue';
import type { MaybeRefOrGetter, ShallowRef } from 'vue';
import type { InputOf, ValueOf } from '../../main/contract/rpc/table.ts';
import type { WorkbenchEvents } from '../../main/contract/workbench/workbench.ts';
import { useClient } from './use-client.ts';

export interface Subscription {
  /** Why nothing is told any more */
  readonly error: ShallowRef<Error | undefined>;
}

/** Listens to an event while the component lives, anew when the input changes; not at all while it is undefined. */
export function useSubscription<Name extends keyof WorkbenchEvents & string>(
  event: Name,
  input: MaybeRefOrGetter<InputOf<WorkbenchEvents[Name]> | undefined>,
  listener: (value: ValueOf<WorkbenchEvents[Name]>) => void,
): Subscription {
  const client = useClient();
  const error = shallowRef<Error>();
  let end: (() => void) | undefined;

  watch(
    () => JSON.stringify(toValue(input)),
    () => {
      end?.();
      end = undefined;
      error.value = undefined;
      const asked = toValue(input);
      if (asked === undefined) return;
      end = client.subscribe(event, asked, listener, (problem) => (error.value = problem));
    },
    { immediate: true },
  );
  onScopeDispose(() => end?.());
  return { error };
}
