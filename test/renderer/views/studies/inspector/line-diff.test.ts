import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff, shortenedDiff } from '../../../../../renderer/views/studies/inspector/line-diff.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 20 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));
const joined = (lines: readonly { readonly text: string }[]) => lines.map((line) => `${line.text}\n`).join('');

describe('lineDiff', () => {
  it('holds both texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        expect(joined(lines.filter((line) => line.kind !== 'added'))).toBe(before);
        expect(joined(lines.filter((line) => line.kind !== 'removed'))).toBe(after);
      }),
    );
  });

  it('keeps what is common and names what is not', () => {
    expect(lineDiff('a\nb\nc\n', 'a\nx\nc\n')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
    ]);
    expect(lineDiff('a\n', 'a\n').every((line) => line.kind === 'same')).toBe(true);
  });
});

describe('shortenedDiff', () => {
  it('leaves out what is far from every change, and counts it', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7'].join('\n');
    const after = before.replace('7', 'seven');
    expect(shortenedDiff(lineDiff(before, after), 1)).toEqual([
      { kind: 'skipped', lines: 5 },
      { kind: 'same', text: '6' },
      { kind: 'removed', text: '7' },
      { kind: 'added', text: 'seven' },
    ]);
    expect(shortenedDiff(lineDiff('a\nb', 'a\nb'))).toEqual([{ kind: 'skipped', lines: 2 }]);
  });
});
