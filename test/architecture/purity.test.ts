import { describe, expect, test } from 'vitest';
import { impurities, unrepeatableRandomness } from './impurities.ts';
import { filesIn, readProjectFile } from './project-files.ts';

const pure = filesIn(['main/lab', 'main/contract'], ['.ts']);
const code = filesIn(['main', 'preload', 'renderer', 'build', 'test'], ['.ts', '.js', '.vue']);

describe('what depends on nothing but its inputs', () => {
  test('the science and the contract use no clock, process or console', () => {
    expect(pure.length).toBeGreaterThan(80);
    expect(pure.flatMap((path) => impurities(path, readProjectFile(path)))).toEqual([]);
  });

  test('nothing draws from Math.random', () => {
    expect(code.flatMap((path) => unrepeatableRandomness(path, readProjectFile(path)))).toEqual([]);
  });
});

describe('the check itself', () => {
  test.each([
    ['const now = Date.now();', 'a.ts:1 Date'],
    ['const now = new Date();', 'a.ts:1 Date'],
    ['\nperformance.now();', 'a.ts:2 performance'],
    ['const clock = performance;', 'a.ts:1 performance'],
    ['const { hrtime } = process;', 'a.ts:1 process'],
    ['setTimeout(() => 1, 1);', 'a.ts:1 setTimeout'],
    ['globalThis.Date.now();', 'a.ts:1 globalThis'],
    ['(globalThis as World).performance.now();', 'a.ts:1 globalThis'],
    ['const world = globalThis;', 'a.ts:1 globalThis'],
    ['const { performance: clock } = globalThis as World;', 'a.ts:1 globalThis'],
    ['const { ...world } = globalThis;', 'a.ts:1 globalThis'],
    ['crypto.getRandomValues(array);', 'a.ts:1 crypto'],
    ['const given = { Date };', 'a.ts:1 Date'],
  ])('finds %s', (text, found) => {
    expect(impurities('a.ts', text)).toEqual([found]);
  });

  test.each([
    'const row = { process: 1 };',
    'run.process();',
    "const a = 'Date';",
    '(globalThis as World).WebAssembly;',
    'const { WebAssembly } = globalThis as World;',
    'interface Row { process: string }',
    '// Date.now()',
  ])('passes over %s', (text) => {
    expect(impurities('a.ts', text)).toEqual([]);
  });

  test.each(['Math.random();', "Math['random']();", 'const { random } = Math;', 'const { random: draw } = Math;'])(
    'finds %s',
    (text) => {
      expect(unrepeatableRandomness('a.ts', text)).toEqual(['a.ts:1 random']);
    },
  );

  test('looks into the scripts of components', () => {
    const component = '<template>\n  {{ Math.random() }}\n</template>\n<script setup>\nMath.random();\n</script>';
    expect(unrepeatableRandomness('a.vue', component)).toEqual(['a.vue:5 random']);
  });

  test.each(['stream.random();', 'const { random } = stream;', 'const random = 4;', "const text = 'Math.random()';"])(
    'passes over the other %s',
    (text) => {
      expect(unrepeatableRandomness('a.ts', text)).toEqual([]);
    },
  );
});
