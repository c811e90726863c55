import { expect, test } from 'vitest';
import { scatterNote, sumOfParts } from '../../main/report/step-parts.ts';
import { timing } from './comparison-fixture.ts';

const even = timing([3, 1, 2, 2, 1], 9);
/** As timed on a busy machine: noise that takes longer than the step which it is a part of. */
const busy = { ...timing([3.1, 19.9, 0, 2.2, 0], 13.3), totalMs: 13.3 };

test('parts are added up; one below 0 has no length', () => {
  expect(sumOfParts(even)).toBe(9);
  expect(sumOfParts({ ...even, noiseMs: -1 })).toBe(8);
});

test('parts that do not come to their step are named, with both', () => {
  expect(scatterNote([{ label: 'even', timing: even }])).toBe('');
  expect(scatterNote([{ label: 'nearly', timing: { ...even, totalMs: 9.8 } }])).toBe('');
  expect(
    scatterNote([
      { label: 'even', timing: even },
      { label: 'busy', timing: busy },
    ]),
  ).toBe(
    'More than a tenth of the step apart: parts of busy (25.2 ms, the step 13.3 ms). ' +
      'Times scatter so on a machine that is busy with other work.',
  );
  expect(scatterNote([{ label: 'little', timing: { ...even, totalMs: 12 } }])).toContain(
    'little (9.0 ms, the step 12.0 ms)',
  );
  expect(scatterNote(Array.from({ length: 5 }, () => ({ label: 'busy', timing: busy })))).toMatch(/ and 2 more\. /);
});
