import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { walkPoints } from '../../../renderer/components/chart-point.ts';
import { readNumber, steppedNumber, writeNumber } from '../../../renderer/components/number-text.ts';
import { placementBelow } from '../../../renderer/components/placement-below.ts';
import { selectKey, typedOption } from '../../../renderer/components/select-keys.ts';
import { statusLooks } from '../../../renderer/components/status-look.ts';

describe('numbers as they are typed', () => {
  test.each([
    ['0.05', 0.05],
    ['0,05', 0.05],
    ['1,234.5', 1234.5],
    ['12,345', 12_345],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['5.', 5],
    [' −3 ', -3],
    ['10 000', 10_000],
    ['+7', 7],
    ['', undefined],
    ['1e', undefined],
    ['-', undefined],
    ['1.2.3', undefined],
    ['1e999', undefined],
    ['NaN', undefined],
    ['0x10', undefined],
  ])('%j is %s', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test('every number that is written is read again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(writeNumber(value))).toBeCloseTo(value, 12);
      }),
    );
    expect(writeNumber(undefined)).toBe('');
  });

  test('a step leaves no dust and keeps within bounds', () => {
    expect(steppedNumber(0.1, 0.2)).toBe(0.3);
    expect(steppedNumber(0.98, 0.05, 0, 1)).toBe(1);
    expect(steppedNumber(0.02, -0.05, 0, 1)).toBe(0);
    expect(steppedNumber(undefined, 1, 1)).toBe(1);
    expect(steppedNumber(undefined, -1)).toBe(-1);
  });
});

describe('a list of choices', () => {
  const options = [
    { value: 'a', label: 'Standard deviation' },
    { value: 'b', label: 'KL divergence', disabled: true },
    { value: 'c', label: 'Signal to noise' },
    { value: 'd', label: 'Hessian' },
  ];
  const open = (active: number) => ({ isOpen: true, active });
  const key = (name: string, active: number) => selectKey(name, false, open(active), options);

  test('opens by arrows, Enter and space', () => {
    for (const name of ['ArrowDown', 'ArrowUp', 'Enter', ' ']) {
      expect(selectKey(name, false, { isOpen: false, active: -1 }, options)).toEqual({ kind: 'open' });
    }
    expect(selectKey('Tab', false, { isOpen: false, active: -1 }, options)).toBeUndefined();
  });

  test.each([
    ['ArrowDown', 0, { kind: 'move', to: 2 }],
    ['ArrowDown', -1, { kind: 'move', to: 0 }],
    ['ArrowDown', 3, { kind: 'move', to: 3 }],
    ['ArrowUp', 2, { kind: 'move', to: 0 }],
    ['ArrowUp', 0, { kind: 'move', to: 0 }],
    ['End', 0, { kind: 'move', to: 3 }],
    ['Home', 3, { kind: 'move', to: 0 }],
    ['PageDown', 0, { kind: 'move', to: 3 }],
    ['Enter', 2, { kind: 'choose', to: 2 }],
    [' ', 2, { kind: 'choose', to: 2 }],
    ['Enter', -1, { kind: 'close' }],
    ['Tab', 2, { kind: 'choose-and-pass', to: 2 }],
    ['Escape', 2, { kind: 'close' }],
    ['x', 2, undefined],
  ])('%s from %d', (name, active, action) => {
    expect(key(name, active)).toEqual(action);
  });

  test('does nothing where nothing can be chosen', () => {
    expect(selectKey('ArrowDown', false, open(0), [{ value: 'a', label: 'A', disabled: true }])).toBeUndefined();
  });

  test('finds what is typed; the same letter again goes on', () => {
    expect(typedOption('s', 0, options)).toBe(2);
    expect(typedOption('s', 2, options)).toBe(0);
    expect(typedOption('ss', 2, options)).toBe(0);
    expect(typedOption('si', 0, options)).toBe(2);
    expect(typedOption('k', 0, options)).toBeUndefined();
    expect(typedOption('H', -1, options)).toBe(3);
  });
});

describe('where a list goes', () => {
  const window = { width: 1000, height: 700 };
  const anchor = { left: 100, top: 100, width: 200, height: 28 };

  test('below its button, as wide as it', () => {
    expect(placementBelow(anchor, { width: 180, height: 120 }, window)).toEqual({
      left: 100,
      top: 132,
      minWidth: 200,
      maxHeight: 360,
    });
  });

  test('above where there is more room', () => {
    expect(placementBelow({ ...anchor, top: 640 }, { width: 180, height: 120 }, window)).toMatchObject({ top: 516 });
  });

  test('always within the window', () => {
    const size = fc.integer({ min: 30, max: 900 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 660 }),
        size,
        size,
        (left, top, width, height) => {
          const place = placementBelow({ ...anchor, left, top }, { width, height }, window);
          const shown = Math.min(height, place.maxHeight);
          expect(place.left).toBeGreaterThanOrEqual(8);
          expect(place.top).toBeGreaterThanOrEqual(0);
          expect(place.top + shown).toBeLessThanOrEqual(700);
          if (width <= 984) expect(place.left + Math.max(200, width)).toBeLessThanOrEqual(992);
        },
      ),
    );
  });
});

test.each([
  ['ArrowRight', -1, 0],
  ['ArrowRight', 4, 4],
  ['ArrowLeft', -1, 0],
  ['ArrowLeft', 3, 2],
  ['Home', 3, 0],
  ['End', 0, 4],
  ['PageDown', 0, 4],
  ['PageUp', 3, 0],
  ['a', 3, undefined],
])('%s walks the five points of a chart from %d to %s', (key, from, to) => {
  expect(walkPoints(key, from, 5)).toBe(to);
  expect(walkPoints(key, from, 0)).toBeUndefined();
});

test('states are told apart by word and, but for what is about to be, by shape', () => {
  const looks = Object.values(statusLooks);
  expect(new Set(looks.map(({ label }) => label)).size).toBe(looks.length);
  const settled = ['queued', 'running', 'finished', 'failed', 'stopped', 'lost', 'paused'] as const;
  expect(new Set(settled.map((status) => statusLooks[status].icon)).size).toBe(settled.length);
});
