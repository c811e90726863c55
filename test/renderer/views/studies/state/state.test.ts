import { describe, expect, it } from 'vitest';
import { advance, beginHistory, redo, undo } from '../../../../../renderer/views/studies/state/history.ts';
import {
  freeName,
  isSameView,
  readCurrentView,
  readNamedViews,
  type RunView,
} from '../../../../../renderer/views/studies/state/run-view.ts';
import { tagChanges, tagCounts } from '../../../../../renderer/views/studies/state/tag-changes.ts';
import { valueStore } from '../../../../../renderer/views/studies/state/value-store.ts';
import { runRow } from '../run-fixture.ts';

const view: RunView = {
  filter: 'status = finished',
  sort: [{ column: 'accuracy', descending: true }],
  layout: [{ key: 'id', width: 60, pinned: true }],
  grouping: 'method',
  chart: { open: true, x: 'duration', y: 'accuracy', logX: true, logY: false },
};

describe('views that were kept', () => {
  it('come back as they were', () => {
    const named = [{ id: 'a', name: 'Finished', view }];
    expect(readNamedViews(JSON.stringify(named))).toEqual(named);
    expect(readCurrentView(JSON.stringify({ openId: 'a', view }))).toEqual({ openId: 'a', view });
  });

  it('come back in part where a part is of another version', () => {
    const strange = { ...view, grouping: 'colour', sort: 'up', chart: 1, filter: 5 };
    expect(readCurrentView(JSON.stringify({ view: strange }))!.view).toEqual({
      ...view,
      grouping: 'none',
      sort: [],
      filter: '',
      chart: { open: false, x: 'duration', y: 'accuracy', logX: false, logY: false },
    });
    expect(readNamedViews(JSON.stringify([{ id: 'a', name: 'No columns', view: { ...view, layout: [] } }]))).toEqual(
      [],
    );
  });

  it('are nothing where nothing can be read', () => {
    for (const text of [undefined, '', '{', '5', 'null']) {
      expect(readNamedViews(text)).toEqual([]);
      expect(readCurrentView(text)).toBeUndefined();
    }
  });

  it('are compared by what they show', () => {
    expect(isSameView(view, { ...view, sort: [...view.sort] })).toBe(true);
    expect(isSameView(view, { ...view, filter: '' })).toBe(false);
  });

  it('get names of their own', () => {
    expect(freeName('Finished', [])).toBe('Finished');
    expect(freeName('Finished', ['Finished', 'Finished 2'])).toBe('Finished 3');
  });
});

describe('history', () => {
  it('goes back and forth, and forgets what was undone with a new state', () => {
    const three = advance(advance(beginHistory(1), 2), 3);
    expect(undo(three).present).toBe(2);
    expect(redo(undo(three))).toEqual(three);
    const other = advance(undo(three), 4);
    expect([other.present, other.past, other.future]).toEqual([4, [1, 2], []]);
  });

  it('stays where there is nothing to undo or redo', () => {
    const one = beginHistory(1);
    expect(undo(one)).toBe(one);
    expect(redo(one)).toBe(one);
  });
});

describe('valueStore', () => {
  it('knows what it has not read, by column and run', () => {
    const store = valueStore();
    expect(store.missing(['loss'], [1, 2])).toEqual([1, 2]);
    store.keep([1, 2], { loss: [0.5, null] });
    expect([store.read('loss', 1), store.read('loss', 2), store.read('other', 1)]).toEqual([0.5, undefined, undefined]);
    expect(store.missing(['loss'], [1, 2, 3])).toEqual([3]);
    expect(store.missing(['loss', 'other'], [1])).toEqual([1]);
    expect(store.missing([], [1, 9])).toEqual([]);
  });

  it('shows what it had until it is read again', () => {
    const store = valueStore();
    store.keep([1, 2], { loss: [0.5, 0.6] });
    store.outdate([1]);
    expect(store.missing(['loss'], [1, 2])).toEqual([1]);
    expect(store.read('loss', 1)).toBe(0.5);
    store.keep([1], { loss: [null] });
    expect(store.read('loss', 1)).toBeUndefined();
  });
});

describe('changes of tags', () => {
  const rows = [runRow({ tags: ['a', 'b'] }), runRow({ tags: ['a'] })];

  it('start from how many runs have each', () => {
    expect(tagCounts(rows)).toEqual([
      { tag: 'a', runs: 2 },
      { tag: 'b', runs: 1 },
    ]);
  });

  it('touch only what was decided', () => {
    const decided = new Map([
      ['a', false],
      ['b', true],
    ]);
    expect(tagChanges(['c'], decided)).toEqual({ add: ['b', 'c'], remove: ['a'] });
    expect(tagChanges([], new Map())).toEqual({ add: [], remove: [] });
    expect(tagChanges(['a'], new Map([['a', false]]))).toEqual({ add: ['a'], remove: [] });
  });
});
