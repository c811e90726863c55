import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lightnessOf, luminanceOf, mix, toGrey } from '../../../main/report/figures/colors.ts';
import { methodLook, variantLook } from '../../../main/report/figures/looks.ts';

const methods = ['saft', 'noise-injection', 'lanmax', 'uniform-bsc', 'reliable', 'plain'];
const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('colours in print', () => {
  it('of methods differ in lightness, and none has shape and dash of another', () => {
    const looks = methods.map(methodLook);
    for (const [index, first] of looks.entries()) {
      for (const second of looks.slice(index + 1)) {
        const apart = Math.abs(lightnessOf(first.color) - lightnessOf(second.color));
        expect(apart, `${first.title} and ${second.title}`).toBeGreaterThan(6);
        expect(first.shape).not.toBe(second.shape);
      }
    }
  });

  it('of methods stand out from paper', () => {
    for (const { color, title } of methods.map(methodLook)) {
      expect(1.05 / (luminanceOf(color) + 0.05), title).toBeGreaterThan(2.9);
    }
  });

  it('of configurations of one method go from dark to light, neighbours with other dashes and fillings', () => {
    for (const method of methods) {
      const looks = [0, 1, 2, 3].map((index) => variantLook(method, index, 4));
      const lightness = looks.map(({ color }) => lightnessOf(color));
      expect(lightness).toEqual(lightness.toSorted((first, second) => first - second));
      expect(lightness.at(-1)! - lightness[0]!, method).toBeGreaterThan(15);
      for (const [index, { dash, filled }] of looks.slice(1).entries()) {
        expect(filled).toBe(!looks[index]!.filled);
        expect(dash).not.toEqual(looks[index]!.dash);
      }
    }
    expect(variantLook('saft', 0, 1)).toMatchObject(methodLook('saft'));
  });

  it('become greys of the same luminance', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const grey = toGrey(color);
        expect(grey).toMatch(/^#(..)\1\1$/);
        expect(Math.abs(luminanceOf(grey) - luminanceOf(color))).toBeLessThan(0.006);
      }),
    );
  });

  it('are mixed from one to the other', () => {
    expect([mix('#000000', '#ffffff', 0), mix('#000000', '#ffffff', 0.5), mix('#000000', '#ffffff', 1)]).toEqual([
      '#000000',
      '#808080',
      '#ffffff',
    ]);
    expect([lightnessOf('#ffffff'), lightnessOf('#000000')].map(Math.round)).toEqual([100, 0]);
  });

  it('of a method that nobody knows are those of plain training', () => {
    expect(methodLook('constructor')).toEqual({ ...methodLook('plain'), title: 'constructor' });
  });
});
