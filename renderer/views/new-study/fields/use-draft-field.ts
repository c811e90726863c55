import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { useDraftStore } from '../draft/draft-store.ts';
import type { FieldPath } from '../draft/field-path.ts';

export interface DraftField {
  /** As written; undefined where the default counts */
  readonly written: ComputedRef<unknown>;
  readonly error: ComputedRef<string | undefined>;
  /** Writes a value; undefined goes back to the default */
  set(value: unknown): void;
  reset(): void;
}

/** One field of the draft, for an input to hold. */
export function useDraftField(path: MaybeRefOrGetter<FieldPath>): DraftField {
  const draft = useDraftStore();
  return {
    written: computed(() => draft.value(toValue(path))),
    error: computed(() => draft.problem(toValue(path))),
    set: (value) => (value === undefined ? draft.reset(toValue(path)) : draft.set(toValue(path), value)),
    reset: () => draft.reset(toValue(path)),
  };
}
