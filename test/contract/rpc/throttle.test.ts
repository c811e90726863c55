import { beforeEach, describe, expect, test } from 'vitest';
import { throttle } from '../../../main/contract/rpc/throttle.ts';
import type { Throttle } from '../../../main/contract/rpc/throttle.ts';
import { manualClock } from '../../support/rpc-clock.ts';
import type { ManualClock } from '../../support/rpc-clock.ts';

let clock: ManualClock;
let passed: number[];
let throttled: Throttle<number>;

beforeEach(() => {
  clock = manualClock();
  passed = [];
  throttled = throttle(250, clock.after, (value: number) => passed.push(value));
});

describe('what is throttled', () => {
  test('passes at once, then once a pause, with the last value of it', () => {
    for (const value of [1, 2, 3]) throttled.push(value);
    expect(passed).toEqual([1]);
    expect(clock.waiting()).toEqual([250]);
    clock.runAll();
    expect(passed).toEqual([1, 3]);
    throttled.push(4);
    expect(passed).toEqual([1, 3]);
    clock.runAll();
    expect(passed).toEqual([1, 3, 4]);
  });

  test('passes at once again after a pause without values', () => {
    throttled.push(1);
    clock.runAll();
    expect(clock.waiting()).toEqual([]);
    throttled.push(2);
    expect(passed).toEqual([1, 2]);
  });

  test('is passed on when the end is near, once', () => {
    for (const value of [1, 2]) throttled.push(value);
    throttled.flush();
    throttled.flush();
    clock.runAll();
    expect(passed).toEqual([1, 2]);
  });

  test('passes nothing after its end', () => {
    for (const value of [1, 2]) throttled.push(value);
    throttled.end();
    throttled.push(3);
    expect(clock.waiting()).toEqual([]);
    expect(passed).toEqual([1]);
  });
});
