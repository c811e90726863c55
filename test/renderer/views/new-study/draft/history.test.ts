import { expect, test } from 'vitest';
import {
  edited,
  redone,
  restated,
  startHistory,
  undone,
} from '../../../../../renderer/views/new-study/draft/history.ts';

test('undo and redo walk the states', () => {
  const third = edited(edited(startHistory('a'), 'b', undefined, 10), 'c', undefined, 20);
  expect(undone(third).present).toBe('b');
  expect(undone(undone(third)).present).toBe('a');
  expect(redone(undone(undone(third))).present).toBe('b');
  expect(redone(redone(undone(undone(third)))).present).toBe('c');
});

test('at the ends nothing happens', () => {
  const start = startHistory('a');
  expect(undone(start)).toBe(start);
  expect(redone(start)).toBe(start);
});

test('typing in one field is undone at once, a pause or another field ends it', () => {
  let history = edited(startHistory(''), '1', 'epochs', 5000);
  history = edited(history, '12', 'epochs', 5400);
  expect(undone(history).present).toBe('');
  history = edited(history, '12, batch 6', 'batch', 5500);
  expect(undone(history).present).toBe('12');
  history = edited(history, '12, batch 64', 'batch', 7000);
  expect(undone(history).present).toBe('12, batch 6');
});

test('an edit after undo forgets what was undone, and joins nothing before it', () => {
  const history = edited(undone(edited(startHistory('a'), 'b', 'k', 1)), 'c', 'k', 2);
  expect(history.future).toEqual([]);
  expect(undone(history).present).toBe('a');
});

test('the present in other words is nothing to undo', () => {
  const history = restated(edited(startHistory('a'), 'b', undefined, 1), 'B');
  expect(history.present).toBe('B');
  expect(undone(history).present).toBe('a');
});
