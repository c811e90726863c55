import { describe, expect, test } from 'vitest';
import type { MethodComparison, PairedTest } from '../../../../../main/contract/results.ts';
import {
  offeredTests,
  testNotes,
  testRows,
  untestedNote,
} from '../../../../../renderer/views/compare/tests/paired-tests.ts';
import { comparison, methods } from '../compare-fixture.ts';
import { plain } from '../report-lines.ts';

const [profile] = comparison.profiles;
const with_ = (changes: Partial<PairedTest>): { readonly methods: readonly MethodComparison[] } => ({
  methods: [{ ...methods[2]!, pairedTest: { ...methods[2]!.pairedTest!, ...changes } }],
});

describe('paired tests', () => {
  test('are offered for methods whose seeds pair, and for no others', () => {
    expect(offeredTests(profile!).map(({ comparison: { label } }) => label)).toEqual(
      methods.slice(1).map(({ label }) => label),
    );
    const single = with_({ pairs: 1, n: 1 });
    expect(offeredTests(single)).toEqual([]);
    expect(untestedNote(single)).toBe(
      'Not tested, since only one seed pairs with noise injection p=0.001: SAFT k=1, p=0.001.',
    );
    expect(untestedNote(profile!)).toBeUndefined();
    const other = with_({ pairs: 1, n: 1, against: 'reliable' });
    expect(untestedNote({ methods: [...single.methods, ...other.methods] })).toBe(
      'Not tested, since only one seed pairs with noise injection p=0.001: SAFT k=1, p=0.001. ' +
        'Not tested, since only one seed pairs with reliable: SAFT k=1, p=0.001.',
    );
  });

  test('say what so few pairs cannot show', () => {
    const notes = testNotes(offeredTests(profile!)).map(plain);
    expect(notes[0]).toContain('± is half of the 95 % Student interval over 3 seeds.');
    expect(notes[3]).toContain('cannot give a p below 0.25');
    const enough = testNotes(offeredTests(with_({ pairs: 8, n: 8, pValue: 0.0078, smallestPossiblePValue: 0.0078 })));
    expect(enough[3]).toBe('Beside each p stands the smallest that so many pairs can give at all.');
    expect(testNotes([])).toEqual([]);
  });

  test('say p as it is and corrected for all tests', () => {
    const [row] = testRows(offeredTests(with_({ pValue: 0.03125, holmPValue: 0.25 })));
    expect(row).toMatchObject({ pValue: '0.031', holm: '0.25' });
    expect(testNotes(offeredTests(profile!))[2]).toContain('corrected for how many tests');
  });

  test('where no pair differs there is no p', () => {
    expect(testRows(offeredTests(with_({ n: 0 })))).toMatchObject([
      { pValue: 'none', smallest: '', kind: 'no pair differs' },
    ]);
  });

  test('a small p is only bounded, and the approximation is named', () => {
    const [row] = testRows(offeredTests(with_({ pValue: 1e-5, exact: false, n: 30, pairs: 30 })));
    expect(row).toMatchObject({ pValue: 'p < 0.001', kind: 'normal approximation' });
  });
});
