import { useEventListener } from '@vueuse/core';
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useClient } from '../../../composables/use-client.ts';
import { useToast } from '../../../composables/use-toast.ts';
import { advance, beginHistory, redo, undo } from './history.ts';
import { freeName, isSameView, readCurrentView, readNamedViews, type NamedView, type RunView } from './run-view.ts';

const namedKey = 'studies.views';
const currentKey = 'studies.current';
const saveAfterMs = 250;

export interface KeptViews {
  readonly view: ComputedRef<RunView>;
  /** Whether the state of last time has been read */
  readonly ready: Ref<boolean>;
  readonly named: ShallowRef<readonly NamedView[]>;
  /** The tab; `undefined` for "All runs" */
  readonly openId: Ref<string | undefined>;
  /** Whether the table shows something else than its tab was saved as */
  readonly isChanged: ComputedRef<boolean>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  change(part: Partial<RunView>): void;
  undo(): void;
  redo(): void;
  open(id: string | undefined): void;
  revert(): void;
  /** A new tab with what is shown */
  saveAs(name: string): void;
  /** Into the tab that is open */
  save(): void;
  rename(id: string, name: string): void;
  remove(id: string): void;
}

/**
 * What the run table shows and the views that have names, kept by the workbench as they change.
 *
 * @param usual what "All runs" shows
 */
export function useKeptViews(usual: RunView): KeptViews {
  const client = useClient();
  const toast = useToast();
  const history = shallowRef(beginHistory(usual));
  const named = shallowRef<readonly NamedView[]>([]);
  const openId = ref<string>();
  const ready = ref(false);
  const view = computed(() => history.value.present);
  const saved = computed(() => named.value.find((each) => each.id === openId.value)?.view ?? usual);
  const isChanged = computed(() => !isSameView(view.value, saved.value));

  async function load(): Promise<void> {
    try {
      const [views, current] = await Promise.all(
        [namedKey, currentKey].map((key) => client.call('preferences.read', { key })),
      );
      named.value = readNamedViews(views!.value);
      const left = readCurrentView(current!.value);
      if (left !== undefined) {
        history.value = beginHistory(left.view);
        openId.value = named.value.some((each) => each.id === left.openId) ? left.openId : undefined;
      }
    } catch {
      // What was left is not shown then; the table is of use without it
    } finally {
      ready.value = true;
    }
  }
  void load();

  function write(key: string, value: unknown): void {
    client.call('preferences.write', { key, value: JSON.stringify(value) }).catch((error: unknown) => {
      toast({ title: 'The view was not saved', text: error instanceof Error ? error.message : String(error) });
    });
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  function saveCurrent(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    write(currentKey, { ...(openId.value === undefined ? {} : { openId: openId.value }), view: view.value });
  }
  watch([view, openId], () => {
    if (!ready.value) return;
    clearTimeout(timer);
    timer = setTimeout(saveCurrent, saveAfterMs);
  });
  useEventListener(window, 'pagehide', saveCurrent);
  onScopeDispose(saveCurrent);

  function keep(views: readonly NamedView[]): void {
    named.value = views;
    write(namedKey, views);
  }

  function show(next: RunView): void {
    if (!isSameView(next, view.value)) history.value = advance(history.value, next);
  }

  function open(id: string | undefined): void {
    openId.value = id;
    show(saved.value);
  }

  return {
    view,
    ready,
    named,
    openId,
    isChanged,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    change: (part) => show({ ...view.value, ...part }),
    undo: () => (history.value = undo(history.value)),
    redo: () => (history.value = redo(history.value)),
    open,
    revert: () => show(saved.value),
    saveAs(name) {
      const names = named.value.map((each) => each.name);
      const id = crypto.randomUUID();
      keep([...named.value, { id, name: freeName(name, names), view: view.value }]);
      openId.value = id;
    },
    save() {
      keep(named.value.map((each) => (each.id === openId.value ? { ...each, view: view.value } : each)));
    },
    rename(id, name) {
      const others = named.value.filter((each) => each.id !== id).map((each) => each.name);
      keep(named.value.map((each) => (each.id === id ? { ...each, name: freeName(name, others) } : each)));
    },
    remove(id) {
      const before = named.value;
      const gone = before.find((each) => each.id === id);
      keep(before.filter((each) => each.id !== id));
      if (openId.value === id) openId.value = undefined;
      toast({
        title: `View “${gone?.name ?? ''}” removed`,
        action: { label: 'Undo', run: () => keep(before) },
      });
    },
  };
}
