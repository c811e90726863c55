import { computed, onScopeDispose, ref, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { CallProgress } from '../../../../main/contract/rpc/messages.ts';
import type { InputOf, OutputOf } from '../../../../main/contract/rpc/table.ts';
import type { WorkbenchMethods } from '../../../../main/contract/workbench/workbench.ts';
import { useCall } from '../../../composables/use-call.ts';
import { useConnectionStore } from '../../../stores/connection.ts';

/** What is asked of the workbench about a part of the draft, and what it answered last. */
export interface Inspection<Output> {
  /** Does the draft say enough to ask? */
  readonly isAsked: ComputedRef<boolean>;
  /** Of what was asked last; shown until something newer is known */
  readonly data: ComputedRef<Output | undefined>;
  readonly error: ComputedRef<Error | undefined>;
  /** Only of what the draft says now */
  readonly found: ComputedRef<Output | undefined>;
  /** Only of what the draft says now */
  readonly failure: ComputedRef<Error | undefined>;
  /** What the draft says now is not known yet, and is going to be */
  readonly isUnderWay: ComputedRef<boolean>;
  readonly pending: Ref<boolean>;
  readonly progress: ShallowRef<CallProgress | undefined>;
  /** Asks again */
  run(): Promise<void>;
  /** It is not asked again until the draft says something else, or `run` */
  cancel(): void;
  /** Asks as long as the calling component is there, and whenever the draft changes meanwhile */
  follow(): void;
  /** Forgets everything */
  drop(): void;
}

/**
 * An inspection that all of the wizard shares: what was found is kept by what it was asked with, so that no step asks what
 * another one knows.
 *
 * @param draft changes when another draft is opened, whose files may be others by now
 * @param delayMs between a change of the draft and the question
 */
export function createInspection<Name extends keyof WorkbenchMethods & string>(
  method: Name,
  question: () => InputOf<WorkbenchMethods[Name]> | undefined,
  draft: () => unknown,
  delayMs: number,
): Inspection<OutputOf<WorkbenchMethods[Name]>> {
  const call = useCall(method, question, { immediate: false });
  const connection = useConnectionStore();
  /** Undefined where there is nothing to ask, as JSON has it */
  const key = computed<string | undefined>(() => JSON.stringify(question()));
  const askedKey = ref<string>();
  const foundKey = ref<string>();
  const followers = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    clearTimeout(timer);
    const asked = key.value;
    askedKey.value = asked;
    if ((await call.run()) !== undefined) foundKey.value = asked;
  }
  function drop(): void {
    clearTimeout(timer);
    call.cancel();
    call.data.value = undefined;
    call.error.value = undefined;
    askedKey.value = undefined;
    foundKey.value = undefined;
  }

  watch(
    [key, () => followers.value > 0, draft],
    ([now, isFollowed, opened], [, , openedBefore]) => {
      clearTimeout(timer);
      if (opened !== openedBefore) drop();
      if (now === undefined) call.cancel();
      if (now === undefined || !isFollowed || now === askedKey.value) return;
      if (askedKey.value === undefined) void run();
      else timer = setTimeout(() => void run(), delayMs);
    },
    { immediate: true },
  );
  watch(
    () => connection.state,
    (state) => {
      const isLost =
        call.error.value !== undefined && 'code' in call.error.value && call.error.value.code === 'disconnected';
      if (state === 'connected' && isLost && followers.value > 0) void run();
    },
  );
  onScopeDispose(drop);

  const isAsked = computed(() => key.value !== undefined);
  const isOfNow = computed(() => isAsked.value && askedKey.value === key.value);
  return {
    isAsked,
    data: computed(() => (isAsked.value ? call.data.value : undefined)),
    error: computed(() => (isAsked.value ? call.error.value : undefined)),
    found: computed(() => (isAsked.value && foundKey.value === key.value ? call.data.value : undefined)),
    failure: computed(() => (isOfNow.value ? call.error.value : undefined)),
    isUnderWay: computed(() => isAsked.value && (isOfNow.value ? call.pending.value : followers.value > 0)),
    pending: call.pending,
    progress: call.progress,
    run,
    cancel: call.cancel,
    follow() {
      followers.value += 1;
      onScopeDispose(() => (followers.value -= 1));
    },
    drop,
  };
}
