import { describe, expect, it } from 'vitest';
import { frequentValues } from '../../../../../renderer/views/studies/filter/frequent-values.ts';
import { readDate } from '../../../../../renderer/views/studies/filter/read-date.ts';
import { columnsByKey, runRow } from '../run-fixture.ts';

describe('readDate', () => {
  it.each([
    ['2026-11', [2026, 10, 1], [2026, 11, 1]],
    ['2026-12', [2026, 11, 1], [2027, 0, 1]],
    ['2026-11-20', [2026, 10, 20], [2026, 10, 21]],
    ['2026-11-20 14:30', [2026, 10, 20, 14, 30], [2026, 10, 20, 14, 31]],
    ['2026-11-20T14:30:59', [2026, 10, 20, 14, 30, 59], [2026, 10, 20, 14, 31, 0]],
  ] as const)('%s spans what it names', (text, start, end) => {
    const at = (parts: readonly number[]) => new Date(parts[0]!, parts[1]!, ...parts.slice(2)).getTime();
    expect(readDate(text)).toEqual({ start: at(start), end: at(end) });
  });

  it.each(['2026', '2026-13', '2026-02-30', '2026-11-20 24:00', '2026-11-20 10:60', 'yesterday', ''])(
    'takes %s for no date',
    (text) => expect(readDate(text)).toBeUndefined(),
  );
});

describe('frequentValues', () => {
  it('are what occurs, the most frequent first, names and labels alike', () => {
    const rows = [
      runRow({ method: 'SAFT, k = 2', methodName: 'saft', tags: ['b', 'a'] }),
      runRow({ method: 'SAFT, k = 3', methodName: 'saft', tags: ['a'] }),
      runRow({}),
    ];
    expect(frequentValues(columnsByKey.get('method')!, rows)).toEqual(['saft', 'SAFT, k = 2', 'SAFT, k = 3']);
    expect(frequentValues(columnsByKey.get('tags')!, rows)).toEqual(['a', 'b']);
    expect(frequentValues(columnsByKey.get('locked')!, rows)).toEqual(['yes', 'no']);
    expect(frequentValues(columnsByKey.get('id')!, rows)).toEqual([]);
  });
});
