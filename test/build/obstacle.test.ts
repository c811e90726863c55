import { describe, expect, test } from 'vitest';
import {
  compareVersions,
  firstObstacle,
  obstacleSentences,
  type MachineFacts,
} from '../../build/native-engine/obstacle.ts';
import { diskNeededMegabyte } from '../../build/native-engine/recipe.ts';

const ready: MachineFacts = {
  platform: 'linux',
  architecture: 'x64',
  glibc: '2.36',
  hasPython: true,
  hasPip: true,
  hasCompiler: true,
  freeMegabyte: diskNeededMegabyte,
};

describe('what keeps a machine from having the native engine', () => {
  test('nothing, when all is there', () => {
    expect(firstObstacle(ready, false)).toBeUndefined();
  });

  test.each<readonly [string, Partial<MachineFacts>, RegExp]>([
    ['another system', { platform: 'darwin' }, /Linux on x64 only and this is darwin on x64/],
    ['another processor', { architecture: 'arm64' }, /this is linux on arm64/],
    ['musl', { glibc: undefined }, /this machine has another C library/],
    ['an old C library', { glibc: '2.9' }, /this machine has version 2\.9/],
    ['no compiler', { hasCompiler: false }, /g\+\+/],
    ['no Python', { hasPython: false, hasPip: false }, /no python3/],
    ['no pip', { hasPip: false }, /no pip/],
    ['a full disk', { freeMegabyte: diskNeededMegabyte - 0.5 }, /MB of free disk/],
  ])('%s', (_name, facts, cause) => {
    expect(firstObstacle({ ...ready, ...facts }, false)?.cause).toMatch(cause);
  });

  test('a folder with the libraries makes Python unnecessary, but not the compiler', () => {
    const bare = { ...ready, hasPython: false, hasPip: false };
    expect(firstObstacle(bare, true)).toBeUndefined();
    expect(firstObstacle({ ...bare, hasCompiler: false }, true)?.cause).toContain('g++');
  });

  test('is said in one sentence with its consequence, and one with the next step', () => {
    expect(obstacleSentences({ cause: 'there is no C++ compiler (g++)', remedy: 'install g++' })).toEqual([
      'There is no C++ compiler (g++), so the wasm engine will be used: the same results, more slowly.',
      'Next step for the native engine: install g++, then run `npm run setup:native`.',
    ]);
    expect(obstacleSentences({ cause: 'this is another system' })).toHaveLength(1);
  });

  test('does not announce the wasm engine where an earlier native engine is in place', () => {
    expect(obstacleSentences({ cause: 'x' }, true)).toEqual([
      'X, so the native engine stays as an earlier set-up has left it.',
    ]);
  });
});

test('versions are compared number by number', () => {
  expect(compareVersions('2.9', '2.27')).toBeLessThan(0);
  expect(compareVersions('2.27', '2.27')).toBe(0);
  expect(compareVersions('2.27.1', '2.27')).toBeGreaterThan(0);
  expect(compareVersions('3', '2.99')).toBeGreaterThan(0);
});
