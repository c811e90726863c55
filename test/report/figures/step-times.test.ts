import { expect, test } from 'vitest';
import { studyFigures } from '../../../main/report/figures/study-figures.ts';
import { comparison, noiseInjection, timing } from '../comparison-fixture.ts';
import { fullSubject } from '../tables/full-subject.ts';

/** Parts of 25.2 ms in a step of 13.3 ms, as timed on a busy machine. */
const busy = { ...timing([3.1, 19.9, 0, 2.2, 0], 13.3), totalMs: 13.3 };

test('the step stands as a mark where the number beside the bar says, whatever its parts come to', () => {
  const [profile] = comparison.profiles;
  const profiles = [{ ...profile!, methods: [{ ...noiseInjection, timing: busy }] }];
  const subject = { ...fullSubject, comparison: { ...comparison, profiles } };
  const figure = studyFigures(subject).find(({ id }) => id === 'step-time')!;
  const [panel] = figure.panels;
  expect(panel!.marks.at(-1)).toMatchObject({ kind: 'points', name: 'whole step', points: [{ x: 13.3, y: 0 }] });
  expect(panel!.rowNotes).toEqual(['13.3 ms, 1.00×']);
  expect(figure.legend.at(-1)).toMatchObject({ text: 'whole step', mark: { filled: false } });
  expect(figure.caption).toContain('parts of noise injection (25.2 ms, the step 13.3 ms)');
  expect(figure.caption).toContain('parts need not add up to the step');
});
