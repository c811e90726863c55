import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { useClient } from '../../../composables/use-client.ts';
import type { Draft } from '../../../../main/contract/workbench/studies.ts';
import { createAutosave } from './autosave.ts';
import { draftToSave, keptOf, savedDraft, type DraftContent, type WizardMemory } from './draft-content.ts';
import { fieldName, type FieldPath } from './field-path.ts';
import { edited, redone, restated, startHistory, undone } from './history.ts';
import { problemAt } from './problems.ts';
import { emptyStudy } from './starting-points.ts';
import { isStepId, type StepId } from './steps.ts';
import { createStudyCheck } from './study-check.ts';
import { valueAt, withField, withValue, type Written } from './written.ts';

/** A value that is of one kind or of another. */
interface Variant {
  readonly path: FieldPath;
  readonly from: string;
  readonly to: string;
  /** What stands there when the kind is chosen for the first time; undefined for nothing */
  readonly first: unknown;
}

/**
 * The study that is being written. `written`, the specification as YAML would have it, is the single truth: steps read it
 * by `value`, change it by `set`, `reset`, `edit` and `switchVariant`, and show `problem` at the field it belongs to. It
 * saves itself, checks itself, and can be undone.
 */
export const useDraftStore = defineStore('new-study-draft', () => {
  const client = useClient();
  const id = shallowRef<number>();
  /** Counts the drafts that were opened here */
  const opened = shallowRef(0);
  const history = shallowRef(startHistory<DraftContent>({ written: emptyStudy() }));
  const wizard = shallowRef<WizardMemory>({});

  const content = computed(() => history.value.present);
  const written = computed(() => content.value.written);

  const saving = createAutosave(async () => {
    const saved = await client.call('drafts.save', draftToSave(id.value, content.value, wizard.value));
    id.value = saved.id;
    return saved.updatedAt;
  });
  const checking = createStudyCheck(client);

  watch(content, (now) => {
    if (checking.result.value?.content !== now) checking.request(now);
  });
  watch(checking.result, (checked) => {
    if (checked === undefined || checked.content !== content.value) return;
    const read = checked.check.written;
    // What was typed as text is what the steps show from now on
    if (checked.content.text === undefined || read === undefined) return;
    if (JSON.stringify(read) === JSON.stringify(checked.content.written)) return;
    const present = { ...checked.content, written: read };
    checking.result.value = { ...checked, content: present };
    history.value = restated(history.value, present);
    saving.touch();
  });

  const check = computed(() => checking.result.value?.check);
  const problems = computed(() => check.value?.problems ?? []);
  /** Does the check speak of what is there now? */
  const isChecked = computed(() => checking.result.value?.content === content.value);
  /** YAML of the draft; of a moment ago while `isChecked` is false */
  const text = computed(() => content.value.text ?? checking.result.value?.text ?? '');
  /** Is there a text that is no YAML? The steps show then what was last readable. */
  const isUnreadable = computed(
    () => content.value.text !== undefined && check.value !== undefined && check.value.written === undefined,
  );

  const step = computed<StepId>(() => (isStepId(wizard.value.step) ? wizard.value.step : 'network'));

  function put(next: DraftContent, key?: string): void {
    history.value = edited(history.value, next, key, performance.now());
    saving.touch();
  }

  /** @param key edits of the same key that follow each other closely are undone together */
  function edit(change: (written: Written) => Written, key?: string): void {
    const { text: _, ...rest } = content.value;
    const next = change(rest.written);
    if (next !== rest.written) put({ ...rest, written: next }, key);
  }

  function remember(key: string, value: unknown): void {
    wizard.value = { ...wizard.value, [key]: value };
    saving.touch();
  }

  /**
   * Exchanges values for those of another kind, in one edit; what stands there is kept, and is back when its kind is chosen
   * again.
   *
   * @param also what else this changes
   */
  function switchVariants(variants: readonly Variant[], also: (written: Written) => Written = (study) => study): void {
    const kept = { ...keptOf(wizard.value) };
    for (const { path, from } of variants) kept[`${fieldName(path)}:${from}`] = valueAt(written.value, path);
    remember('kept', kept);
    edit((study) =>
      also(
        variants.reduce(
          (changed, { path, to, first }) => withField(changed, path, kept[`${fieldName(path)}:${to}`] ?? first),
          study,
        ),
      ),
    );
  }

  async function open(next: DraftContent, memory: WizardMemory, draftId?: number): Promise<void> {
    await saving.flush();
    checking.clear();
    opened.value += 1;
    id.value = draftId;
    wizard.value = memory;
    history.value = startHistory(next);
    checking.request(next);
  }

  return {
    id,
    opened,
    content,
    written,
    wizard,
    text,
    check,
    problems,
    step,
    isChecked,
    isUnreadable,
    isChecking: checking.pending,
    checkError: checking.error,
    saveState: saving.state,
    savedAt: saving.savedAt,
    saveError: saving.error,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),

    value: (path: FieldPath): unknown => valueAt(written.value, path),
    problem: (path: FieldPath): string | undefined => problemAt(problems.value, path),
    set: (path: FieldPath, value: unknown): void => edit((study) => withValue(study, path, value), fieldName(path)),
    reset: (path: FieldPath): void => edit((study) => withField(study, path, undefined)),
    edit,
    remember,
    switchVariants,
    switchVariant: (path: FieldPath, from: string, to: string, first: unknown): void =>
      switchVariants([{ path, from, to, first }]),
    editText: (typed: string): void => put({ ...content.value, text: typed }, 'text'),
    /** Goes back to what the text said when it was last readable */
    dropText(): void {
      const { text: _, ...rest } = content.value;
      put(rest);
    },
    goTo: (target: StepId): void => remember('step', target),
    undo(): void {
      history.value = undone(history.value);
      saving.touch();
    },
    redo(): void {
      history.value = redone(history.value);
      saving.touch();
    },

    /** Begins a new draft, saved as soon as it is there. */
    async begin(next: DraftContent): Promise<number | undefined> {
      await open(next, { step: 'network' });
      saving.touch();
      await saving.flush();
      return id.value;
    },
    /** Goes on with one that was saved. */
    async resume(draft: Draft): Promise<void> {
      const saved = savedDraft(draft);
      await open(saved.content, saved.wizard, draft.id);
      saving.savedAt.value = draft.updatedAt;
    },
    /** Ends it without a trace in the workspace. */
    async discard(): Promise<void> {
      saving.drop();
      await saving.flush();
      const last = id.value;
      await open({ written: emptyStudy() }, {});
      if (last !== undefined) await client.call('drafts.remove', { id: last });
    },
    save: saving.flush,
    settle: checking.flush,
    /** What it names on the disk may be there now, or no longer. */
    async checkAgain(): Promise<void> {
      checking.request(content.value);
      await checking.flush();
    },
  };
});
