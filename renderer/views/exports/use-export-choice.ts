import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { ExportEntry, ExportSelection } from '../../../main/contract/workbench/exports.ts';
import type { ExportRequest } from '../../stores/exports.ts';
import { choiceProblem, selectionOf, tickedAtFirst, type ExportList, type Ticked } from './export-choice.ts';
import type { ExportKind } from './export-topics.ts';
import { prefixProblem, type ExportSettings } from './export-settings.ts';

export interface Shown {
  readonly kind: ExportKind;
  readonly entry: ExportEntry;
}

/** What of a study's tables and figures is ticked, and which one is looked at. */
export function useExportChoice(
  request: () => ExportRequest,
  list: () => ExportList | undefined,
  settings: () => ExportSettings & { readonly prefix: string },
  styleProblem: () => string | undefined,
): {
  readonly ticked: Ref<Ticked>;
  readonly shown: ComputedRef<Shown | undefined>;
  show(kind: ExportKind, name: string): void;
  readonly selection: ComputedRef<ExportSelection | undefined>;
  readonly problem: ComputedRef<string | undefined>;
} {
  const ticked = shallowRef<Ticked>({ tables: new Set(), figures: new Set() });
  const asked = shallowRef<{ readonly kind: ExportKind; readonly name: string }>();

  watch(
    list,
    (found) => {
      if (found === undefined) return;
      ticked.value = tickedAtFirst(found, request().topic);
      asked.value = undefined;
    },
    { immediate: true },
  );

  function find(kind: ExportKind, isWanted: (name: string) => boolean): Shown | undefined {
    const entries = (kind === 'table' ? list()?.tables : list()?.figures) ?? [];
    const entry = entries.find(({ name }) => isWanted(name));
    return entry === undefined ? undefined : { kind, entry };
  }
  const shown = computed(() => {
    const { value } = asked;
    if (value !== undefined) return find(value.kind, (name) => name === value.name);
    const { figures, tables } = ticked.value;
    const first = find('figure', (name) => figures.has(name)) ?? find('table', (name) => tables.has(name));
    return first ?? find('figure', () => true) ?? find('table', () => true);
  });
  const selection = computed(() => {
    const found = list();
    return found === undefined ? undefined : selectionOf(request().of, found, ticked.value, settings());
  });
  return {
    ticked,
    shown,
    show: (kind, name) => (asked.value = { kind, name }),
    selection,
    problem: computed(
      () => choiceProblem(ticked.value, settings()) ?? styleProblem() ?? prefixProblem(settings().prefix),
    ),
  };
}
