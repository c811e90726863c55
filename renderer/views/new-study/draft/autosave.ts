import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

export interface Autosave {
  readonly state: Ref<SaveState>;
  /** ISO 8601 of the last time it was saved */
  readonly savedAt: Ref<string | undefined>;
  readonly error: ShallowRef<Error | undefined>;
  /** Something changed: save soon */
  touch(): void;
  /** Saves at once what is not saved yet. Never rejects: see `state`. */
  flush(): Promise<void>;
  /** Forgets what is not saved yet */
  drop(): void;
}

/**
 * Saves once things have been quiet for a moment, one save after the other.
 *
 * @param save writes the present state and resolves to when that was (ISO 8601)
 */
export function createAutosave(save: () => Promise<string>, delayMs = 1000): Autosave {
  const state = ref<SaveState>('saved');
  const savedAt = ref<string>();
  const error = shallowRef<Error>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let underWay: Promise<void> | undefined;

  async function saveNow(): Promise<void> {
    dirty = false;
    state.value = 'saving';
    try {
      savedAt.value = await save();
      error.value = undefined;
      state.value = dirty ? 'waiting' : 'saved';
    } catch (problem) {
      error.value = problem instanceof Error ? problem : new Error(String(problem));
      // The next change tries again
      dirty = true;
      state.value = 'failed';
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    await underWay;
    if (!dirty) return;
    underWay = saveNow();
    await underWay;
    underWay = undefined;
  }

  return {
    state,
    savedAt,
    error,
    flush,
    touch() {
      dirty = true;
      if (state.value !== 'saving') state.value = 'waiting';
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), delayMs);
    },
    drop() {
      clearTimeout(timer);
      dirty = false;
      state.value = 'saved';
    },
  };
}
