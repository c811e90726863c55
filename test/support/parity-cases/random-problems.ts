import fc from 'fast-check';
import type { ConvolutionProblem } from './convolution-cases.ts';
import type { PoolingProblem } from './pooling-cases.ts';

const stride = fc.integer({ min: 1, max: 3 });
const amount = fc.integer({ min: 0, max: 2 });
const margins = fc.tuple(amount, amount, amount, amount);

/** Channels an engine may take four or eight at a time. */
const wholeVectors = [4, 8, 12];

/** Length of an axis that holds at least one window. */
const enough = (wanted: number, window: number, before: number, after: number) =>
  Math.max(wanted, window - before - after, 1);

/** Convolutions of every kind, with at least one output pixel. */
export const arbitraryConvolution: fc.Arbitrary<ConvolutionProblem> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 })),
    filter: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    groups: fc.integer({ min: 1, max: 3 }),
    groupInputs: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(...wholeVectors)),
    groupOutputs: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...wholeVectors)),
    strides: fc.tuple(stride, stride),
    dilations: fc.tuple(stride, stride),
    padding: margins,
  })
  .map(({ batch, size, filter, groups, groupInputs, groupOutputs, strides, dilations, padding }) => {
    const [top, bottom, left, right] = padding;
    const height = enough(size[0], dilations[0] * (filter[0] - 1) + 1, top, bottom);
    const width = enough(size[1], dilations[1] * (filter[1] - 1) + 1, left, right);
    return {
      title: 'random',
      input: [batch, height, width, groups * groupInputs],
      filter: [filter[0], filter[1], groups * groupOutputs],
      geometry: { strides, dilations, padding, groups },
    };
  });

/** Poolings whose every window holds at least one pixel. */
export const arbitraryPooling: fc.Arbitrary<PoolingProblem> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    size: fc.tuple(fc.integer({ min: 3, max: 10 }), fc.integer({ min: 3, max: 10 })),
    channels: fc.integer({ min: 1, max: 5 }),
    window: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    strides: fc.tuple(stride, stride),
    padding: margins,
  })
  .map(({ batch, size, channels, window, strides, padding }) => {
    const [top, bottom, left, right] = padding.map((wanted, side) => Math.min(wanted, window[side < 2 ? 0 : 1] - 1));
    const height = enough(size[0], window[0], top, bottom);
    const width = enough(size[1], window[1], left, right);
    return {
      title: 'random',
      input: [batch, height, width, channels],
      geometry: { window, strides, padding: [top, bottom, left, right] },
    };
  });
