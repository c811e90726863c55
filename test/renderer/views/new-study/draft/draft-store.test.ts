import { createPinia, setActivePinia } from 'pinia';
import { createApp, nextTick } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { clientKey } from '../../../../../renderer/composables/client-key.ts';
import { useDraftStore } from '../../../../../renderer/views/new-study/draft/draft-store.ts';

interface SavedDraft {
  readonly id: number;
  readonly written: Record<string, unknown>;
  readonly wizard: Record<string, unknown>;
}

/** A workbench of which only what drafts need answers. */
function openWorkbench() {
  const drafts = new Map<number, SavedDraft>();
  const checked: string[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    'specification.write': ({ written }: { written: unknown }) => ({ text: stringify(written) }),
    'specification.check': ({ text }: { text: string }) => {
      checked.push(text);
      try {
        const written = parse(text) as Record<string, unknown>;
        const problems = written.name === undefined ? [{ line: 1, field: 'name', message: 'is missing' }] : [];
        return { written, problems, runs: [] };
      } catch {
        return { problems: [{ line: 2, field: '', message: 'is no YAML' }], runs: [] };
      }
    },
    'drafts.save': ({ id = drafts.size + 1, ...rest }: SavedDraft) => {
      drafts.set(id, { ...rest, id });
      return { id, updatedAt: '2026-11-20T10:00:00Z' };
    },
    'drafts.remove': ({ id }: { id: number }) => (drafts.delete(id), {}),
  };
  const call = (method: string, input: unknown) => Promise.resolve(answers[method]!(input as never));
  const app = createApp({});
  const pinia = createPinia();
  app.provide(clientKey, { call } as never);
  app.use(pinia);
  setActivePinia(pinia);
  return { draft: app.runWithContext(() => useDraftStore()), drafts, checked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const quiet = () => vi.advanceTimersByTimeAsync(1500);

test('a new draft is saved at once, and again a second after a change', async () => {
  const { draft, drafts } = openWorkbench();
  expect(await draft.begin({ written: { version: 1, name: 'first' } })).toBe(1);
  draft.set(['name'], 'renamed');
  expect(drafts.get(1)!.written.name).toBe('first');
  await quiet();
  expect(drafts.get(1)).toMatchObject({ written: { name: 'renamed' }, name: 'renamed' });
  expect(drafts.size).toBe(1);
  expect(draft.savedAt).toBe('2026-11-20T10:00:00Z');
});

test('a change in a step is checked as the YAML it makes', async () => {
  const { draft, checked } = openWorkbench();
  await draft.begin({ written: { version: 1, name: 'n' } });
  draft.set(['data', 'source'], 'idx');
  draft.set(['data', 'validation'], 100);
  await quiet();
  expect(parse(checked.at(-1)!)).toEqual({ version: 1, name: 'n', data: { source: 'idx', validation: 100 } });
  expect(checked.length).toBeLessThanOrEqual(2);
  expect(draft.isChecked).toBe(true);
  draft.reset(['name']);
  await quiet();
  expect(draft.problem(['name'])).toBe('is missing');
});

test('text keeps its comments until a step changes something, and the steps show what it says', async () => {
  const { draft } = openWorkbench();
  await draft.begin({ written: { name: 'n' } });
  draft.editText('# mine\nname: typed\nfuture: kept\n');
  await quiet();
  expect(draft.written).toEqual({ name: 'typed', future: 'kept' });
  expect(draft.text).toContain('# mine');
  draft.set(['version'], 1);
  await quiet();
  expect(draft.text).not.toContain('# mine');
  expect(parse(draft.text)).toEqual({ name: 'typed', future: 'kept', version: 1 });
});

test('a text that is no YAML leaves the steps as they were, and is not lost', async () => {
  const { draft, drafts } = openWorkbench();
  await draft.begin({ written: { name: 'n' } });
  draft.editText('name: [');
  await quiet();
  expect(draft.isUnreadable).toBe(true);
  expect(draft.written).toEqual({ name: 'n' });
  expect(drafts.get(1)!.wizard.text).toBe('name: [');
  draft.undo();
  await quiet();
  expect(draft.isUnreadable).toBe(false);
  expect(draft.content.text).toBeUndefined();
});

test('undo brings back the text as well', async () => {
  const { draft } = openWorkbench();
  await draft.begin({ written: { name: 'a' }, text: '# comment\nname: a' });
  await quiet();
  draft.set(['name'], 'b');
  await quiet();
  draft.undo();
  await quiet();
  expect(draft.text).toBe('# comment\nname: a');
  draft.redo();
  expect(draft.written).toEqual({ name: 'b' });
});

test('another kind of value keeps the one that was there', async () => {
  const { draft } = openWorkbench();
  await draft.begin({ written: { name: 'n', model: { pretraining: { epochs: 7 } } } });
  draft.switchVariant(['model'], 'pretraining', 'file', { weights: '' });
  draft.set(['model', 'weights'], 'w.safetensors');
  draft.switchVariant(['model'], 'file', 'pretraining', { pretraining: { epochs: 1 } });
  expect(draft.value(['model'])).toEqual({ pretraining: { epochs: 7 } });
  draft.switchVariant(['model'], 'pretraining', 'file', { weights: '' });
  expect(draft.value(['model'])).toEqual({ weights: 'w.safetensors' });
});

test('a draft that is taken up again is where it was, text and step', async () => {
  const first = openWorkbench();
  await first.draft.begin({ written: { name: 'n' }, text: '# c\nname: n', folder: '/studies' });
  first.draft.goTo('hardware');
  await quiet();
  const saved = first.drafts.get(1)!;
  const second = openWorkbench();
  await second.draft.resume({ ...saved, name: 'n', updatedAt: '2026-11-20T09:00:00Z' });
  expect(second.draft.step).toBe('hardware');
  expect(second.draft.content).toEqual({ written: { name: 'n' }, text: '# c\nname: n', folder: '/studies' });
  await quiet();
  expect(second.drafts.size).toBe(0);
});

test('a change just before another draft is opened is saved', async () => {
  const { draft, drafts } = openWorkbench();
  await draft.begin({ written: { name: 'first' } });
  draft.set(['name'], 'first, changed');
  await draft.begin({ written: { name: 'second' } });
  expect([...drafts.values()].map(({ written }) => written.name)).toEqual(['first, changed', 'second']);
});

test('a draft that is discarded stays away', async () => {
  const { draft, drafts } = openWorkbench();
  await draft.begin({ written: { name: 'n' } });
  draft.set(['name'], 'again');
  await draft.discard();
  await quiet();
  await nextTick();
  expect(drafts.size).toBe(0);
});

test('a draft is checked again when it is asked for, as files come and go', async () => {
  const { draft, checked } = openWorkbench();
  await draft.begin({ written: { version: 1, name: 'first' } });
  await quiet();
  const before = checked.length;
  await draft.checkAgain();
  expect(checked.length).toBe(before + 1);
  expect(draft.isChecked).toBe(true);
});
