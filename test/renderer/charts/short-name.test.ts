import { expect, test } from 'vitest';
import { shortName } from '../../../renderer/charts/short-name.ts';

test.each([
  ['cat', 18, 'cat'],
  ['exactly so long', 15, 'exactly so long'],
  ['a class name that goes on and on', 18, 'a class n…n and on'],
  ['one and another', 8, 'one…her'],
  ['🐈🐈🐈🐈🐈🐈', 5, '🐈🐈…🐈🐈'],
])('%s in %i letters is %s', (name, letters, short) => {
  expect(shortName(name, letters)).toBe(short);
});
