import { describe, expect, test } from 'vitest';
import { filesIn, readProjectFile } from './project-files.ts';

/** As `vitest.config.ts` has it for every test. */
const leastMs = 600_000;
const home = 'test/support/eventually.ts';

/** Where a test gives up before a busy machine has come to it: `vi.waitFor` by itself does after a second. */
function impatienceIn(path: string, text: string): string[] {
  const waits = [...text.matchAll(/\bvi\.wait(?:For|Until)\(/g)].map(([found]) => found.slice(0, -1));
  const limits = [...text.matchAll(/^ *\}, (\d[\d_]{3,})\);$|\btimeout: (\d[\d_]{3,})/gm)]
    .map(([, last, named]) => (last ?? named)!)
    .filter((limit) => Number(limit.replaceAll('_', '')) < leastMs);
  return [...waits, ...limits].map((found) => `${path}: ${found}`);
}

test('no test is timed: what is waited for is waited for with `eventually`', () => {
  const paths = filesIn(['test'], ['.ts']).filter((path) => path !== home && !path.startsWith('test/bench/'));
  expect(paths.length).toBeGreaterThan(300);
  expect(paths.flatMap((path) => impatienceIn(path, readProjectFile(path)))).toEqual([]);
});

describe('the check itself', () => {
  const written = (...parts: readonly string[]): string => parts.join('');

  test.each([
    [written('await vi.', 'waitFor(() => look());'), written('a.ts: vi.', 'waitFor')],
    [written('test("x", () => {\n', '}, 30', '_000);'), 'a.ts: 30_000'],
    [written('test("x", { time', 'out: 5000 }, () => 1);'), 'a.ts: 5000'],
  ])('finds %j', (text, found) => {
    expect(impatienceIn('a.ts', text)).toEqual([found]);
  });

  test.each(['eventually(() => look());', 'test("x", () => {\n}, 1_200_000);'])('passes over %j', (text) => {
    expect(impatienceIn('a.ts', text)).toEqual([]);
  });
});
