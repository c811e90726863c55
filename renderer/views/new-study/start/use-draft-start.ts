import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { useClient } from '../../../composables/use-client.ts';
import type { DraftContent } from '../draft/draft-content.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { copyName, emptyStudy } from '../draft/starting-points.ts';
import { renamedText } from './renamed-text.ts';

export interface DraftStart {
  /** What is being opened, for example `study-4`; undefined when nothing is */
  readonly busy: Ref<string | undefined>;
  readonly error: ShallowRef<Error | undefined>;
  empty(): Promise<void>;
  /** @param key names what was chosen */
  fromText(key: string, text: string, folder?: string): Promise<void>;
  /** A copy of a study of the workspace */
  fromStudy(id: number): Promise<void>;
  fromFile(path: string): Promise<void>;
}

/** Ways to begin a draft. Each ends in the wizard, or with an error and nothing begun. */
export function useDraftStart(): DraftStart {
  const client = useClient();
  const draft = useDraftStore();
  const router = useRouter();
  const busy = ref<string>();
  const error = shallowRef<Error>();

  async function begin(key: string, contentOf: () => Promise<DraftContent>): Promise<void> {
    if (busy.value !== undefined) return;
    busy.value = key;
    error.value = undefined;
    try {
      const id = await draft.begin(await contentOf());
      if (id === undefined) throw draft.saveError ?? new Error('The draft could not be saved.');
      await router.replace(`/new/${id}`);
    } catch (problem) {
      error.value = problem instanceof Error ? problem : new Error(String(problem));
    } finally {
      busy.value = undefined;
    }
  }

  async function contentOfText(text: string, folder?: string): Promise<DraftContent> {
    const { written = {} } = await client.call('specification.check', { text, folder });
    return { written, text, ...(folder === undefined ? {} : { folder }) };
  }

  return {
    busy,
    error,
    empty: () => begin('empty', () => Promise.resolve({ written: emptyStudy() })),
    fromText: (key, text, folder) => begin(key, () => contentOfText(text, folder)),
    fromStudy: (id) =>
      begin(`study-${id}`, async () => {
        const { study, text, written } = await client.call('studies.show', { id });
        const name = copyName(study.name);
        const renamed = renamedText(text, name);
        const copy = { ...written, name };
        return renamed === undefined ? { written: copy } : { written: copy, text: renamed };
      }),
    fromFile: (path) =>
      begin('file', async () => {
        const { text, folder } = await client.call('specification.open', { path });
        return contentOfText(text, folder);
      }),
  };
}
