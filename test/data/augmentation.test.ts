import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Augmentation,
  checkAugmentation,
  type Placement,
  placements,
  writePlaced,
} from '../../main/data/augmentation.ts';
import { normalisationTable, normalise } from '../../main/data/normalisation.ts';
import { padCropFlip } from './pad-crop-flip.ts';
import { labErrorOf } from './support.ts';

const normalisation = { mean: [0.25, 0.5], standardDeviation: [0.5, 0.25] };
const shape = [3, 4, 2] as const;
const table = normalisationTable(normalisation, 2);
const pixels = Uint8Array.from({ length: 3 * 3 * 4 * 2 }, (_, index) => (index * 37 + 1) % 256);

function place(imageIndex: number, placement: Placement, augmentation: Augmentation): Float32Array {
  const target = new Float32Array(24);
  writePlaced({ pixels, imageIndex, shape, normalisation, table }, placement, augmentation, target, 0);
  return target;
}

/** The definition, step by step: pad, cut out, flip. */
function reference(imageIndex: number, { top, left, flipped }: Placement, { padding, fill }: Augmentation): number[] {
  const values = normalise(pixels, 2, normalisation);
  const result: number[] = [];
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 4; column++) {
      for (let channel = 0; channel < 2; channel++) {
        const paddedRow = row + top;
        const paddedColumn = (flipped ? 3 - column : column) + left;
        const [y, x] = [paddedRow - padding, paddedColumn - padding];
        const outside = y < 0 || y >= 3 || x < 0 || x >= 4;
        const black = Math.fround((0 - normalisation.mean[channel]!) / normalisation.standardDeviation[channel]!);
        result.push(outside ? (fill === 'black' ? black : 0) : values[((imageIndex * 3 + y) * 4 + x) * 2 + channel]!);
      }
    }
  }
  return result;
}

describe('writePlaced', () => {
  test('without padding and flip is the normalised image', () => {
    const unmoved = place(1, { top: 0, left: 0, flipped: false }, { ...padCropFlip, padding: 0 });
    expect(unmoved).toEqual(normalise(pixels, 2, normalisation).subarray(24, 48));
  });

  test('in the middle of the padding changes nothing', () => {
    const middle = place(2, { top: 4, left: 4, flipped: false }, padCropFlip);
    expect(middle).toEqual(normalise(pixels, 2, normalisation).subarray(48, 72));
  });

  test('is the definition, for every placement and both fills', () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc
          .nat(5)
          .chain((padding) =>
            fc.record({ padding: fc.constant(padding), top: fc.nat(2 * padding), left: fc.nat(2 * padding) }),
          ),
        fc.boolean(),
        fc.constantFrom('black' as const, 'mean' as const),
        (imageIndex, { padding, top, left }, flipped, fill) => {
          const augmentation = { padding, fill, flipProbability: 0.5 };
          const placement = { top, left, flipped };
          expect([...place(imageIndex, placement, augmentation)]).toEqual(
            reference(imageIndex, placement, augmentation),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('flipping twice is the image again', () => {
    const flipped = place(0, { top: 0, left: 0, flipped: true }, { ...padCropFlip, padding: 0 });
    const columns = [3, 2, 1, 0];
    const back = [0, 1, 2].flatMap((row) =>
      columns.flatMap((column) => [0, 1].map((channel) => flipped[(row * 4 + column) * 2 + channel])),
    );
    expect(back).toEqual([...normalise(pixels, 2, normalisation).subarray(0, 24)]);
  });
});

describe('placements', () => {
  const count = 8100;
  const drawn = Array.from({ length: count }, (_, image) => placements(padCropFlip, 7, 3)(image));

  test('depend on seed, epoch and image alone', () => {
    const again = placements(padCropFlip, 7, 3);
    expect([count - 1, 5, 0].map(again)).toEqual([drawn[count - 1], drawn[5], drawn[0]]);
    const first = (seed: number, epoch: number) => [0, 1, 2, 3, 4, 5].map(placements(padCropFlip, seed, epoch));
    expect(first(7, 4)).not.toEqual(first(7, 3));
    expect(first(8, 3)).not.toEqual(first(7, 3));
  });

  test('all 81 places are equally likely (chi-squared, 80 degrees of freedom, 99.9 %: 124.8)', () => {
    const counts = new Array<number>(81).fill(0);
    for (const { top, left } of drawn) counts[top * 9 + left]! += 1;
    const chiSquared = counts.reduce((sum, seen) => sum + (seen - 100) ** 2 / 100, 0);
    expect(chiSquared).toBeLessThan(124.8);
    expect(chiSquared).toBeGreaterThan(40);
  });

  test('half are flipped, within three standard errors; none at 0, all at 1', () => {
    const flipped = drawn.filter((placement) => placement.flipped).length;
    expect(Math.abs(flipped / count - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / count));
    const share = (flipProbability: number) =>
      Array.from({ length: 100 }, (_, image) => placements({ ...padCropFlip, flipProbability }, 1, 0)(image)).filter(
        (placement) => placement.flipped,
      ).length;
    expect([share(0), share(1)]).toEqual([0, 100]);
  });
});

describe('checkAugmentation', () => {
  test.each([{ padding: -1 }, { padding: 1.5 }, { flipProbability: 1.1 }, { flipProbability: Number.NaN }])(
    'refuses %j',
    (change) => {
      labErrorOf(() => checkAugmentation({ ...padCropFlip, ...change }), 'invalid-argument');
    },
  );
});
