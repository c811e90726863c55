import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renamedText } from '../../../../../renderer/views/new-study/start/renamed-text.ts';
import { quickstartFirst } from '../../../../../renderer/views/new-study/start/study-order.ts';

test('only the name changes, comments stay', () => {
  const text = '# about\nversion: 1\nname: Quickstart # short\nmethods:\n  - name: inner\n';
  expect(renamedText(text, 'A: "copy"')).toBe(
    '# about\nversion: 1\nname: "A: \\"copy\\""\nmethods:\n  - name: inner\n',
  );
});

test('a name over several lines, or none, is left to others', () => {
  expect(renamedText('name: >-\n  folded\nversion: 1\n', 'new')).toBeUndefined();
  expect(renamedText('name: plain that\n  goes on\nversion: 1\n', 'new')).toBeUndefined();
  expect(renamedText('version: 1\n', 'new')).toBeUndefined();
});

test('whatever the new name, it is read as it was given', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(parse(renamedText('name: old\nversion: 1\n', name)!)).toEqual({ name, version: 1 });
    }),
  );
});

test('the quickstart comes first', () => {
  expect(quickstartFirst([{ file: 'a' }, { file: 'quickstart' }, { file: 'b' }]).map(({ file }) => file)).toEqual([
    'quickstart',
    'a',
    'b',
  ]);
});
