import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { CheckedSpecification } from '../../../../main/contract/workbench/specification.ts';
import type { WorkbenchClient } from '../../../../main/contract/workbench/workbench.ts';
import type { DraftContent } from './draft-content.ts';

/** What the workbench found a draft to say. */
export interface CheckedDraft {
  readonly content: DraftContent;
  /** YAML, as it was written by hand or from the steps */
  readonly text: string;
  readonly check: CheckedSpecification;
}

export interface StudyCheck {
  /** Of the last draft that was checked; see its `content` for which that is */
  readonly result: ShallowRef<CheckedDraft | undefined>;
  readonly pending: Ref<boolean>;
  readonly error: ShallowRef<Error | undefined>;
  /** Checks once nothing newer has come for a moment; what is under way for older content is dropped */
  request(content: DraftContent): void;
  /** Checks what was requested at once, and waits for it */
  flush(): Promise<void>;
  clear(): void;
}

export function createStudyCheck(client: Pick<WorkbenchClient, 'call'>, delayMs = 300): StudyCheck {
  const result = shallowRef<CheckedDraft>();
  const pending = ref(false);
  const error = shallowRef<Error>();
  let requested: DraftContent | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | undefined;
  let underWay: Promise<void> | undefined;

  async function checkNow(content: DraftContent): Promise<void> {
    requested = undefined;
    current?.abort();
    const own = new AbortController();
    current = own;
    const { written, folder } = content;
    try {
      const text = content.text ?? (await client.call('specification.write', { written }, { signal: own.signal })).text;
      const check = await client.call('specification.check', { text, folder }, { signal: own.signal });
      if (current !== own) return;
      error.value = undefined;
      result.value = { content, text, check };
    } catch (problem) {
      if (current === own) error.value = problem instanceof Error ? problem : new Error(String(problem));
    } finally {
      if (current === own) pending.value = requested !== undefined;
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (requested !== undefined) underWay = checkNow(requested);
    await underWay;
  }

  return {
    result,
    pending,
    error,
    flush,
    request(content) {
      requested = content;
      pending.value = true;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), delayMs);
    },
    clear() {
      clearTimeout(timer);
      current?.abort();
      current = undefined;
      requested = undefined;
      pending.value = false;
      result.value = undefined;
      error.value = undefined;
    },
  };
}
