import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsWithCode } from '../../../renderer/components/parts-with-code.ts';

test('what stands between backticks is code', () => {
  expect(partsWithCode('Use `lab run` again; `lab archive verify FILE` tells more.')).toEqual([
    { text: 'Use ', isCode: false },
    { text: 'lab run', isCode: true },
    { text: ' again; ', isCode: false },
    { text: 'lab archive verify FILE', isCode: true },
    { text: ' tells more.', isCode: false },
  ]);
});

test('a backtick without a partner is text', () => {
  expect(partsWithCode('There is no file a`b.csv.')).toEqual([{ text: 'There is no file a`b.csv.', isCode: false }]);
});

test('nothing but the backticks of pairs is left out', () => {
  const texts = fc.array(fc.constantFrom('a', ' ', '`', '``', 'é')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const shown = partsWithCode(text)
        .map((part) => part.text)
        .join('');
      const isPaired = text.split('`').length % 2 === 1;
      expect(shown).toBe(isPaired ? text.replaceAll('`', '') : text);
    }),
  );
});
