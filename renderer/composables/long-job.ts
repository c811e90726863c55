import { computed, ref, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { LabError } from '../../main/contract/errors.ts';
import type { CallProgress } from '../../main/contract/rpc/messages.ts';
import type { InputOf, OutputOf } from '../../main/contract/rpc/table.ts';
import type { WorkbenchClient, WorkbenchMethods } from '../../main/contract/workbench/workbench.ts';

/** How it stands with a long job. `interrupted`: the page was loaded again, which ended it. */
export type JobState<Asked, Output> =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'working';
      readonly asked: Asked;
      readonly progress?: CallProgress;
      /** Cancelled, and about to end */
      readonly isEnding: boolean;
    }
  | { readonly kind: 'done'; readonly asked: Asked; readonly output: Output }
  | { readonly kind: 'cancelled'; readonly asked: Asked }
  | { readonly kind: 'failed'; readonly asked: Asked; readonly error: Error }
  | { readonly kind: 'interrupted'; readonly what: string };

export interface LongJob<Asked, Output> {
  readonly state: ShallowRef<JobState<Asked, Output>>;
  readonly isWorking: ComputedRef<boolean>;
  /** Begins it, unless one is under way. Resolves when it has ended. @param what it is, in a word for a later sentence */
  begin(asked: Asked, what: string): Promise<void>;
  /** It may be done all the same, which the state says then */
  cancel(): void;
  /** What came of the last one was seen */
  forget(): void;
  /** Its end is shown where somebody looks, until the returned function is called */
  watch(): () => void;
}

export interface JobSettings<Asked, Output> {
  /** Told of its end. @param isSeen whether somebody watches */
  readonly onEnd: (state: JobState<Asked, Output>, isSeen: boolean) => void;
  /** Outlives the page, to know of what a reload has ended */
  readonly notes?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/**
 * A method of the workbench as a job of the application, not of a component: it goes on when the page or the dialog that began
 * it is left, there is one at a time, and only `cancel` ends it. What came of it stays until it is forgotten, or the next.
 */
export function createLongJob<Name extends keyof WorkbenchMethods & string>(
  client: WorkbenchClient,
  method: Name,
  { onEnd, notes }: JobSettings<InputOf<WorkbenchMethods[Name]>, OutputOf<WorkbenchMethods[Name]>>,
): LongJob<InputOf<WorkbenchMethods[Name]>, OutputOf<WorkbenchMethods[Name]>> {
  type Asked = InputOf<WorkbenchMethods[Name]>;
  type State = JobState<Asked, OutputOf<WorkbenchMethods[Name]>>;
  const note = `noisefloor.${method}`;
  const interrupted = notes?.getItem(note) ?? undefined;
  notes?.removeItem(note);
  const state = shallowRef<State>(
    interrupted === undefined ? { kind: 'none' } : { kind: 'interrupted', what: interrupted },
  );
  const isWorking = computed(() => state.value.kind === 'working');
  const watchers = ref(0);
  let stop = new AbortController();

  function news(change: { readonly progress?: CallProgress; readonly isEnding?: boolean }): void {
    if (state.value.kind === 'working') state.value = { ...state.value, ...change };
  }

  async function outcome(asked: Asked, { signal }: AbortController): Promise<State> {
    try {
      const onProgress = (progress: CallProgress): void => news({ progress });
      const output = await client.call(method, asked, { signal, patient: true, onProgress });
      return { kind: 'done', asked, output };
    } catch (problem) {
      const error = problem instanceof Error ? problem : new Error(String(problem));
      if (error instanceof LabError && error.code === 'disconnected') return { kind: 'failed', asked, error: cutOff() };
      return signal.aborted ? { kind: 'cancelled', asked } : { kind: 'failed', asked, error };
    }
  }

  return {
    state,
    isWorking,
    async begin(asked, what) {
      if (isWorking.value) return;
      stop = new AbortController();
      state.value = { kind: 'working', asked, isEnding: false };
      notes?.setItem(note, what);
      const end = await outcome(asked, stop);
      notes?.removeItem(note);
      state.value = end;
      onEnd(end, watchers.value > 0);
    },
    cancel() {
      news({ isEnding: true });
      stop.abort();
    },
    forget() {
      if (!isWorking.value) state.value = { kind: 'none' };
    },
    watch() {
      let watches = true;
      watchers.value += 1;
      return () => {
        if (watches) watchers.value -= 1;
        watches = false;
      };
    },
  };
}

function cutOff(): LabError {
  return new LabError(
    'disconnected',
    'The connection to the workbench was lost, which ended this.',
    'Begin it again when the workbench is back.',
  );
}
