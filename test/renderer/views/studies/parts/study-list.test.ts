import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../renderer/views/studies/filter/parse-filter.ts';
import { printFilter } from '../../../../../renderer/views/studies/filter/print-filter.ts';
import { countsText, statusCounts } from '../../../../../renderer/views/studies/parts/study-counts.ts';
import { studiesOfFilter, withStudies } from '../../../../../renderer/views/studies/parts/study-scope.ts';

function read(text: string) {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.expression;
}
const scoped = (text: string, ids: readonly number[]): string => printFilter(withStudies(read(text), ids));

describe('the studies of a filter', () => {
  it('are found wherever a condition of its own names them', () => {
    expect(studiesOfFilter(read('seed = 1 and study-id = 3'))).toEqual([3]);
    expect(studiesOfFilter(read('study-id in (3, 5)'))).toEqual([3, 5]);
    expect(studiesOfFilter(read('study-id = 3 or seed = 1'))).toEqual([]);
    expect(studiesOfFilter(read('study-id > 3'))).toEqual([]);
    expect(studiesOfFilter(undefined)).toEqual([]);
  });

  it('are exchanged, and everything else stays', () => {
    expect(scoped('', [2])).toBe('study-id = 2');
    expect(scoped('seed = 1 and study-id = 3', [4, 5])).toBe('study-id in (4, 5) and seed = 1');
    expect(scoped('study-id in (4, 5) and seed = 1', [])).toBe('seed = 1');
    expect(scoped('seed = 1 or seed = 2', [7])).toBe('study-id = 7 and (seed = 1 or seed = 2)');
    expect(scoped('study-id = 3', [])).toBe('');
  });
});

describe('the counts of a study', () => {
  it('begin with what needs attention', () => {
    const study = { runs: { finished: 1200, failed: 2, running: 1 } };
    expect(statusCounts(study).map(({ status }) => status)).toEqual(['running', 'failed', 'finished']);
    expect(countsText(study)).toBe('1,203 runs: 1 running, 2 failed, 1,200 finished');
    expect(countsText({ runs: {} })).toBe('no runs');
    expect(countsText({ runs: { finished: 1 } })).toBe('1 run: 1 finished');
  });
});
