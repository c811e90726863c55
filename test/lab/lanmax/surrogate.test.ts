import { describe, expect, test } from 'vitest';
import { surrogateLoss } from '../../../main/lab/lanmax/surrogate.ts';
import { lanmaxOptions } from './options.ts';

describe('surrogateLoss', () => {
  test('ratio', () => {
    const options = lanmaxOptions({ tradeoff: 2, surrogate: 'ratio', bestLossFloor: 0.01 });
    expect(surrogateLoss(options, 3, 1.5, 0.25)).toBe(3 / 1.5 + 2 * 0.5);
    expect(surrogateLoss(options, 0.5, 0.5, 1)).toBe(1 + 2);
  });

  test('ratio divides by the floor when the best loss is below it', () => {
    const options = lanmaxOptions({ tradeoff: 0, surrogate: 'ratio', bestLossFloor: 0.01 });
    expect(surrogateLoss(options, 0.02, 0.001, 1)).toBe(2);
    expect(surrogateLoss(options, 0, 0, 1)).toBe(0);
  });

  test('difference', () => {
    const options = lanmaxOptions({ tradeoff: 0.5, surrogate: 'difference' });
    expect(surrogateLoss(options, 3, 1.25, 0.25)).toBe(1.75 + 0.25);
    expect(surrogateLoss(options, 1.25, 1.25, 0)).toBe(0);
  });
});
