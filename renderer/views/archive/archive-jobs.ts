import { defineStore } from 'pinia';
import { markRaw, ref } from 'vue';
import { useRouter } from 'vue-router';
import { formatSi } from '../../charts/number-format.ts';
import { createLongJob } from '../../composables/long-job.ts';
import { useAnnouncer } from '../../composables/use-announcer.ts';
import { useClient } from '../../composables/use-client.ts';
import { useToast, type ToastRequest } from '../../composables/use-toast.ts';
import { folderOf } from '../../files/joined-path.ts';
import { withRecent } from './archive-memory.ts';
import { importText, writtenText } from './archive-text.ts';
import { useArchiveMemory } from './use-archive-memory.ts';

/** Archives that are written and imported, whatever page is shown: what is begun goes on, and its end is told. */
export const useArchiveJobs = defineStore('archive-jobs', () => {
  const client = useClient();
  const router = useRouter();
  const toast = useToast();
  const announce = useAnnouncer();
  const { change } = useArchiveMemory();
  const notes = globalThis.sessionStorage;

  /** Path of the archive whose page shows the dialog of imports */
  const dialogOf = ref<string>();

  /** Where its end is seen anyway, it is only said to screen readers; what failed is an alert there, which says itself */
  function tell(isSeen: boolean, title: string, text?: string, action?: ToastRequest['action']): void {
    if (isSeen) announce(text === undefined ? title : `${title}. ${text}`);
    else toast({ title, text, action });
  }
  function tellFailure(isSeen: boolean, title: string, error: Error, show: () => unknown): void {
    if (!isSeen) toast({ title, text: error.message, action: { label: 'Show', run: () => void show() } });
  }

  const show = (path: string) => router.push({ path: '/archive', query: { open: path } });

  const create = createLongJob(client, 'archives.create', {
    notes,
    onEnd(state, isSeen) {
      if (state.kind === 'cancelled') tell(isSeen, 'Cancelled; no archive was written');
      if (state.kind === 'failed')
        tellFailure(isSeen, 'The archive was not written', state.error, () => router.push('/archive'));
      if (state.kind !== 'done') return;
      const { path, bytes, study } = state.output;
      const action = { label: 'Open it', run: () => void show(path) };
      tell(isSeen, 'The archive is complete', `${formatSi(bytes, 'B')} written to ${path}`, action);
      const recent = { path, name: study.name, at: new Date().toISOString() };
      void change((kept) => withRecent({ ...kept, folder: folderOf(path, false) ?? kept.folder }, recent));
    },
  });

  /** The dialog, over the page of the archive */
  async function showImport(path: string): Promise<void> {
    await show(path);
    dialogOf.value = path;
  }

  const imports = createLongJob(client, 'archives.import', {
    notes,
    onEnd(state, isSeen) {
      if (state.kind === 'cancelled') tell(isSeen, 'Cancelled; nothing was imported');
      if (state.kind === 'failed')
        tellFailure(isSeen, 'The archive was not imported', state.error, () => showImport(state.asked.path));
      if (state.kind !== 'done') return;
      const { outcome, study } = state.output;
      const action =
        outcome === 'refused'
          ? { label: 'Choose', run: () => void showImport(state.asked.path) }
          : { label: 'Compare', run: () => void router.push(`/compare/${study.id}`) };
      tell(isSeen, study.name, importText(state.output), action);
    },
  });

  const extract = createLongJob(client, 'archives.extract', {
    notes,
    onEnd(state, isSeen) {
      if (state.kind === 'cancelled') tell(isSeen, 'Cancelled; nothing was written');
      if (state.kind === 'failed')
        tellFailure(isSeen, 'The archive was not extracted', state.error, () => show(state.asked.path));
      if (state.kind === 'done')
        tell(isSeen, 'The archive is extracted', writtenText(state.output), {
          label: 'Show',
          run: () => void show(state.asked.path),
        });
    },
  });

  return {
    create: markRaw(create),
    imports: markRaw(imports),
    extract: markRaw(extract),
    dialogOf,
    showImport,
  };
});
