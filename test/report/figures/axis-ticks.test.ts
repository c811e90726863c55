import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Axis, FigureMark } from '../../../main/report/figures/figure-document.ts';
import { axisScale } from '../../../main/report/figures/layout/axis-scale.ts';
import { axisTicks } from '../../../main/report/figures/layout/axis-ticks.ts';
import { textWidth } from '../../../main/report/figures/text-outline.ts';

const room = (length: number) => ({ length, extent: (label: string) => textWidth(label, 7), gap: 4 });
const marks = (values: readonly number[]): readonly FigureMark[] => [
  {
    ...{ kind: 'points', name: '', points: values.map((x) => ({ x, y: 0 })) },
    look: { shape: 'circle', color: '#000000', size: 4, filled: true },
  },
];
const scaleOf = (axis: Omit<Axis, 'title'>, values: readonly number[]) =>
  axisScale({ title: '', ...axis }, marks(values), 'x');
const labels = (axis: Omit<Axis, 'title'>, values: readonly number[], length = 200): readonly string[] =>
  axisTicks(scaleOf(axis, values), room(length)).labelled.map(({ label }) => label);

describe('ticks', () => {
  it('are round numbers with the digits that tell them apart', () => {
    expect(labels({ scale: 'linear' }, [91.02, 91.38], 110)).toEqual(['91.1', '91.2', '91.3']);
    expect(labels({ scale: 'linear' }, [-2, 2])).toEqual(['−2', '−1', '0', '1', '2']);
  });

  it('of rates are powers of ten, of energies plain numbers', () => {
    expect(labels({ scale: 'logarithmic' }, [2e-4, 0.3])).toEqual(['10⁻³', '10⁻²', '10⁻¹']);
    expect(labels({ scale: 'logarithmic' }, [9, 130])).toEqual(['10', '20', '50', '100']);
    expect(labels({ scale: 'logarithmic' }, [2.5e-3, 4e-3])).toEqual([
      '2.5×10⁻³',
      '3×10⁻³',
      '3.5×10⁻³',
      '4×10⁻³',
      '4.5×10⁻³',
    ]);
    expect(labels({ scale: 'logarithmic' }, [2.2, 2.4])).not.toHaveLength(0);
  });

  it('have a 0 on a logarithmic axis where something is 0', () => {
    const scale = scaleOf({ scale: 'logarithmic' }, [0, 1e-3, 1e-1]);
    expect(labels({ scale: 'logarithmic' }, [0, 1e-3, 1e-1])[0]).toBe('0');
    expect(scale.at(0)).toBeLessThan(scale.at(1e-3));
    expect(scale.at(0)).toBeGreaterThan(0);
  });

  it('lie within the axis and do not touch', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.boolean(), fc.integer({ min: 15, max: 500 }), (numbers, isLog, length) => {
        const scale = scaleOf({ scale: isLog ? 'logarithmic' : 'linear' }, isLog ? numbers.map(Math.abs) : numbers);
        const { labelled, minor } = axisTicks(scale, room(length));
        for (const value of [...labelled.map((tick) => tick.value), ...minor]) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(0);
          expect(scale.at(value)).toBeLessThanOrEqual(1);
        }
        const places = labelled.map(({ value, label }) => ({
          at: scale.at(value) * length,
          half: textWidth(label, 7) / 2,
        }));
        for (const [index, place] of places.slice(1).entries()) {
          const before = places[index]!;
          expect(place.at - place.half - (before.at + before.half)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('reach no further than a quantity can', () => {
    expect(scaleOf({ scale: 'linear', low: 0, high: 100 }, [97, 99.9]).high).toBeLessThan(100.1);
    expect(labels({ scale: 'linear', low: 0, high: 100 }, [50, 100]).at(-1)).toBe('100');
  });
});

describe('error bars', () => {
  it('widen a range, but not without end', () => {
    const wide = (half: number): readonly FigureMark[] => [
      {
        ...{ kind: 'points', name: '' },
        points: [90, 92].map((x) => ({ x, y: 0, xLow: x - half, xHigh: x + half })),
        look: { shape: 'circle', color: '#000000', size: 4, filled: true },
      },
    ];
    const span = (half: number): number => {
      const { low, high } = axisScale({ title: '', scale: 'linear' }, wide(half), 'x');
      return high - low;
    };
    expect(span(1)).toBeGreaterThan(4);
    expect(span(500)).toBeLessThan(10);
  });
});
