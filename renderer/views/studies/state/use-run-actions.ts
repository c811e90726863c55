import type { TableFormat } from '../../../components/table-text.ts';
import { tableFormats } from '../../../components/table-text.ts';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { useClient } from '../../../composables/use-client.ts';
import { useToast } from '../../../composables/use-toast.ts';
import { useSelectionStore } from '../../../stores/selection.ts';
import { copiedRuns } from '../table/copy-runs.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';
import { countOf, runTitle } from '../table/run-words.ts';
import { messageOf } from './message-of.ts';

type Rows = readonly RunRow[];

/** `Run 3: SAFT, seed 1`, or how many */
function named(rows: Rows): string {
  return rows.length === 1 ? runTitle(rows[0]!) : countOf(rows.length, 'run');
}

export const isUnderWay = ({ status }: RunRow): boolean => status === 'queued' || status === 'running';
export const isResumable = ({ status }: RunRow): boolean =>
  status === 'stopped' || status === 'failed' || status === 'lost';
export const isDisposable = (row: RunRow): boolean => !isUnderWay(row) && !row.locked;

/** What can be done with runs, each with a word about what came of it. Runs for which it makes no sense are left alone. */
export function useRunActions() {
  const client = useClient();
  const toast = useToast();
  const selection = useSelectionStore();

  async function told(failure: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast({ title: failure, text: messageOf(error) });
    }
  }
  const ids = (rows: Rows): number[] => rows.map((row) => row.id);

  function stop(rows: Rows): Promise<void> {
    const under = rows.filter(isUnderWay);
    if (under.length === 0) return Promise.resolve();
    return told('Nothing was stopped', async () => {
      await client.call('runs.stop', { ids: ids(under) });
      toast({ title: `Stopping ${named(under)}`, text: 'What is done is kept in a checkpoint.' });
    });
  }

  function resume(rows: Rows): Promise<void> {
    const ended = rows.filter(isResumable);
    if (ended.length === 0) return Promise.resolve();
    return told('Nothing was resumed', async () => {
      await client.call('runs.resume', { ids: ids(ended) });
      toast({ title: `${named(ended)} queued again` });
    });
  }

  function restore(rows: Rows): Promise<void> {
    return told('Nothing was restored', async () => {
      await client.call('runs.restore', { ids: ids(rows) });
      selection.remove(ids(rows));
      toast({ title: `${named(rows)} restored` });
    });
  }

  function trash(rows: Rows): Promise<void> {
    const disposable = rows.filter(isDisposable);
    const kept = rows.length - disposable.length;
    if (disposable.length === 0) {
      if (kept > 0) toast({ title: 'Nothing was moved to the trash', text: 'Runs that are locked or under way stay.' });
      return Promise.resolve();
    }
    return told('Nothing was moved to the trash', async () => {
      await client.call('runs.trash', { ids: ids(disposable) });
      selection.remove(ids(disposable));
      toast({
        title: `${named(disposable)} moved to the trash`,
        text:
          kept === 0
            ? 'The trash keeps runs for 30 days.'
            : `${countOf(kept, 'run')} locked or under way ${kept === 1 ? 'stays' : 'stay'}.`,
        action: { label: 'Undo', run: () => void restore(disposable) },
      });
    });
  }

  function lock(rows: Rows, locked: boolean): Promise<void> {
    const changing = rows.filter((row) => row.locked !== locked);
    if (changing.length === 0) return Promise.resolve();
    return told(locked ? 'Nothing was locked' : 'Nothing was unlocked', async () => {
      await client.call('runs.lock', { ids: ids(changing), locked });
      toast({
        title: `${named(changing)} ${locked ? 'locked' : 'unlocked'}`,
        ...(locked ? { text: 'Locked runs cannot go to the trash.' } : {}),
      });
    });
  }

  function tag(rows: Rows, addTags: readonly string[], removeTags: readonly string[]): Promise<void> {
    if (rows.length === 0 || addTags.length + removeTags.length === 0) return Promise.resolve();
    return told('The tags were not changed', async () => {
      await client.call('runs.annotate', { ids: ids(rows), addTags: [...addTags], removeTags: [...removeTags] });
    });
  }

  function copy(format: TableFormat, columns: readonly RunTableColumn[], rows: Rows): Promise<void> {
    return told('Nothing was copied', async () => {
      await navigator.clipboard.writeText(copiedRuns(format, columns, rows));
      const label = tableFormats.find((each) => each.format === format)!.label;
      toast({ title: `${countOf(rows.length, 'row')} copied as ${label}` });
    });
  }

  return { stop, resume, restore, trash, lock, tag, copy };
}

export type RunActions = ReturnType<typeof useRunActions>;
