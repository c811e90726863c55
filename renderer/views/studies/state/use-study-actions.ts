import type { StudyEntry } from '../../../../main/contract/workbench/studies.ts';
import { useClient } from '../../../composables/use-client.ts';
import { useToast } from '../../../composables/use-toast.ts';
import { messageOf } from './message-of.ts';

/** What can be done with a study, each with a word about what came of it. */
export function useStudyActions() {
  const client = useClient();
  const toast = useToast();

  async function told(failure: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast({ title: failure, text: messageOf(error) });
    }
  }

  function restore(study: StudyEntry): Promise<void> {
    return told('The study was not restored', async () => {
      await client.call('studies.restore', { id: study.id });
      toast({ title: `Study “${study.name}” restored` });
    });
  }

  function trash(study: StudyEntry): Promise<void> {
    return told('The study was not moved to the trash', async () => {
      await client.call('studies.trash', { id: study.id });
      toast({
        title: `Study “${study.name}” moved to the trash`,
        text: 'The trash keeps studies and their runs for 30 days.',
        action: { label: 'Undo', run: () => void restore(study) },
      });
    });
  }

  function annotate(study: StudyEntry, change: { readonly name?: string; readonly notes?: string }): Promise<void> {
    return told('The study was not changed', async () => {
      await client.call('studies.annotate', { id: study.id, ...change });
    });
  }

  return { restore, trash, annotate };
}
