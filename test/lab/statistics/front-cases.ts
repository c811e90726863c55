import fc from 'fast-check';

/** Up to 12 points on a coarse grid, so that ties are common. */
export const coarsePoints = fc.array(
  fc.record({
    energy: fc.integer({ min: 0, max: 8 }).map((steps) => steps / 8),
    accuracy: fc.integer({ min: 0, max: 8 }).map((steps) => steps / 8),
  }),
  { minLength: 1, maxLength: 12 },
);
