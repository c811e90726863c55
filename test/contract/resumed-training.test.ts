import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resumedAfter, trainingBegin } from '../../main/contract/resumed-training.ts';

test('what the log says of a training that goes on is read again', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1 }), (epoch, epochs, steps) => {
      expect(resumedAfter(`Training from ${trainingBegin(epoch, epochs, steps)}.`)).toBe(steps);
    }),
  );
});

test('of a training that begins, and of all else, nothing is', () => {
  expect(trainingBegin(1, 6, 0)).toBe('epoch 1 of 6');
  for (const message of ['Training from epoch 1 of 6.', 'Stopped.', 'Epoch 4 up to step 10. Checkpoint kept (1 MB).']) {
    expect(resumedAfter(message)).toBeUndefined();
  }
});
