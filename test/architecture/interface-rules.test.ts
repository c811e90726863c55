import { describe, expect, test } from 'vitest';
import { colourFiles, definedTokens, ownColours, refusedMarkup, unknownTokens } from './interface-rules.ts';
import { filesIn, readProjectFile } from './project-files.ts';

const sources = filesIn(['renderer'], ['.ts', '.vue', '.css']);
const tokens = new Set(sources.flatMap((path) => definedTokens(readProjectFile(path))));
const problems = (find: (path: string, text: string) => string[]): string[] =>
  sources.flatMap((path) => find(path, readProjectFile(path)));

describe('the interface', () => {
  test('takes its colours from the tokens and the palettes', () => {
    expect(sources).toEqual(expect.arrayContaining([...colourFiles]));
    expect(problems(ownColours)).toEqual([]);
  });

  test('uses no token that is not there', () => {
    expect(tokens.size).toBeGreaterThan(30);
    expect(problems((path, text) => unknownTokens(path, text, tokens))).toEqual([]);
  });

  test('writes no HTML and no styles into HTML', () => {
    expect(problems(refusedMarkup)).toEqual([]);
  });
});

describe('the check itself', () => {
  test.each(['color: #fff;', 'color: #1a2B3c;', 'box-shadow: 0 0 4px rgb(0 0 0 / 14%);', "const red = '#ad2018';"])(
    'finds the colour in %s',
    (text) => {
      expect(ownColours('renderer/a.vue', text)).toHaveLength(1);
    },
  );

  test.each(['color: var(--ink);', '// as #fff', 'href="#content"', "'#/studies'", 'aria-label="Run #12"'])(
    'passes over %s',
    (text) => {
      expect(ownColours('renderer/a.vue', text)).toEqual([]);
    },
  );

  test('finds tokens that nobody defines', () => {
    const text = '.a {\n  color: var(--ink);\n  margin: var(--spcae-1) var(--own);\n}\n.b { --own: 1px; }';
    const defined = new Set(['--ink', ...definedTokens(text)]);
    expect(unknownTokens('a.vue', text, defined)).toEqual(['a.vue:3 --spcae-1']);
  });

  test('finds HTML and its styles, not bindings', () => {
    expect(refusedMarkup('a.vue', '<p v-html="text" />\n<p style="color: red" />\n<p :style="{ width }" />')).toEqual([
      'a.vue:1 v-html',
      'a.vue:2 style="',
    ]);
  });
});
