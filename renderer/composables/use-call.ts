import { onScopeDispose, ref, shallowRef, toValue, watch } from 'vue';
import type { MaybeRefOrGetter, Ref, ShallowRef } from 'vue';
import type { CallProgress } from '../../main/contract/rpc/messages.ts';
import type { InputOf, OutputOf } from '../../main/contract/rpc/table.ts';
import type { WorkbenchMethods } from '../../main/contract/workbench/workbench.ts';
import { LabError } from '../../main/contract/errors.ts';
import { useConnectionStore } from '../stores/connection.ts';
import { useClient } from './use-client.ts';

export interface Call<Output> {
  /** Of the last call that succeeded; stays while a later one is under way */
  readonly data: ShallowRef<Output | undefined>;
  readonly error: ShallowRef<Error | undefined>;
  readonly pending: Ref<boolean>;
  /** Of the call under way */
  readonly progress: ShallowRef<CallProgress | undefined>;
  /** Asks (again). Resolves to what was answered, or undefined where it failed, was cancelled or there is no input. */
  run(): Promise<Output | undefined>;
  cancel(): void;
}

export interface CallSettings {
  /** Ask at once and again whenever the input changes; default true. Otherwise only `run` asks. */
  readonly immediate?: boolean;
}

/**
 * A method of the workbench as state of a component. A call that is overtaken by another, or whose component is gone, is
 * cancelled; an undefined input means: nothing to ask yet. What failed for want of a connection is asked again with the next.
 *
 * For questions, and for what takes a moment. A job that is to go on when its page is left is one of `createLongJob`. What
 * changes something by `run` says by itself which call its `data` is of: that of an earlier one stays where a later one failed.
 */
export function useCall<Name extends keyof WorkbenchMethods & string>(
  method: Name,
  input: MaybeRefOrGetter<InputOf<WorkbenchMethods[Name]> | undefined>,
  { immediate = true }: CallSettings = {},
): Call<OutputOf<WorkbenchMethods[Name]>> {
  type Output = OutputOf<WorkbenchMethods[Name]>;
  const client = useClient();
  const data = shallowRef<Output>();
  const error = shallowRef<Error>();
  const pending = ref(false);
  const progress = shallowRef<CallProgress>();
  let current: AbortController | undefined;

  function cancel(): void {
    current?.abort();
    current = undefined;
    pending.value = false;
    progress.value = undefined;
  }

  async function run(): Promise<Output | undefined> {
    cancel();
    const asked = toValue(input);
    if (asked === undefined) return undefined;
    const own = new AbortController();
    current = own;
    pending.value = true;
    error.value = undefined;
    try {
      const output = await client.call(method, asked, {
        signal: own.signal,
        onProgress: (news) => {
          if (current === own) progress.value = news;
        },
      });
      if (current !== own) return undefined;
      data.value = output;
      return output;
    } catch (problem) {
      if (current === own) error.value = problem instanceof Error ? problem : new Error(String(problem));
      return undefined;
    } finally {
      if (current === own) {
        current = undefined;
        pending.value = false;
        progress.value = undefined;
      }
    }
  }

  if (immediate) {
    watch(
      () => JSON.stringify(toValue(input)),
      () => void run(),
      { immediate: true },
    );
  }
  const connection = useConnectionStore();
  watch(
    () => connection.state,
    (state) => {
      if (immediate && state === 'connected' && isDisconnection(error.value)) void run();
    },
  );
  onScopeDispose(cancel);
  return { data, error, pending, progress, run, cancel };
}

const isDisconnection = (error: Error | undefined): boolean =>
  error instanceof LabError && error.code === 'disconnected';
