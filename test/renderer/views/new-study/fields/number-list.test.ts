import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumberList, writeNumberList } from '../../../../../renderer/views/new-study/fields/number-list.ts';
import { firstSchedule } from '../../../../../renderer/views/new-study/fields/training-variants.ts';
import { scheduleSchema } from '../../../../../main/contract/specification.ts';

test('numbers are read however they are set apart', () => {
  expect(readNumberList('60, 120;180  1e-3')).toEqual([60, 120, 180, 0.001]);
  expect(readNumberList(' ')).toEqual([]);
  expect(readNumberList('60, many')).toBeUndefined();
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))),
      (list) => {
        expect(readNumberList(writeNumberList(list))).toEqual(list);
      },
    ),
  );
});

test.each(['step', 'cosine'])('a schedule in the form of a %s begins valid, also for one epoch', (kind) => {
  for (const epochs of [1, 2, 200]) expect(scheduleSchema.safeParse(firstSchedule(kind, epochs)).error).toBeUndefined();
  expect(firstSchedule('constant', 5)).toBeUndefined();
});
