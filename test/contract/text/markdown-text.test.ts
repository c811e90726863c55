import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownGrid, markdownText } from '../../../main/contract/text/markdown-text.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';
import { readMarkdown } from '../../support/tables/markdown-text.ts';

test('a grid has a rule that says the sides', () => {
  expect(markdownGrid(['a', 'b'], [false, true], [['1', '2']])).toBe('| a | b |\n| :--- | ---: |\n| 1 | 2 |');
});

test('says every text again on one line, whatever it holds', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (head, cell) => {
      const grid = markdownGrid([markdownText(head)], [true], [[markdownText(cell)]]);
      const read = readMarkdown(`<!--\n\n-->\n\n**-**\n\n${grid}\n`);
      const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
      expect([read.header, read.right, ...read.rows]).toEqual([[oneLine(head)], [true], [oneLine(cell)]]);
    }),
  );
});
