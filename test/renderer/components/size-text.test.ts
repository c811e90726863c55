import { expect, test } from 'vitest';
import { sizeText, unbrokenSizes } from '../../../renderer/components/size-text.ts';

test('a size has no space to break at', () => {
  expect(sizeText([224, 224, 3])).toBe('224\u00a0×\u00a0224\u00a0×\u00a03');
  expect(sizeText([64])).toBe('64');
});

test.each([
  [
    "reads 224 × 224 × 3, and the data's are 16 x 16 x 1.",
    '224\u00a0×\u00a0224\u00a0×\u00a03',
    '16\u00a0x\u00a016\u00a0x\u00a01.',
  ],
])('sizes in a sentence stay whole: %s', (sentence, ...whole) => {
  const shown = unbrokenSizes(sentence);
  for (const size of whole) expect(shown).toContain(size);
  expect(shown.replaceAll('\u00a0', ' ')).toBe(sentence);
});

test.each(['x 4', 'a × b', 'r = 0.1 × max|w|', '2 x', '10 × images'])('%s is no size', (text) => {
  expect(unbrokenSizes(text)).toBe(text);
});
