import { describe, expect, test } from 'vitest';
import { paletteNames, palettes } from '../../../renderer/charts/palettes.ts';
import type { PaletteName } from '../../../renderer/charts/palettes.ts';
import { colourDifference, contrastRatio, labSeen, visions } from '../../support/colours.ts';
import type { Lab, Vision } from '../../support/colours.ts';
import { themes, token } from '../../support/tokens.ts';
import type { Theme } from '../../support/tokens.ts';

/** CIEDE2000 between any two methods. About 1 can just be told apart side by side, 10 at a glance */
const smallestDifference: Readonly<Record<PaletteName, number>> = {
  default: 13,
  deuteranomaly: 15,
  'monochrome-safe': 11,
};
/** CIELAB lightness, of 100, between any two methods of the palette for black and white */
const smallestStep = 10;

const cases = paletteNames.flatMap((name) => themes.map((theme) => [name, theme] as const));
const colours = (name: PaletteName, theme: Theme): string[] => Object.values(palettes[name][theme]);

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second): [Item, Item] => [first, second]));
}

describe.each(cases)('the palette %s on %s', (name, theme) => {
  test('can be seen on every surface', () => {
    const surfaces = ['surface', 'surface-raised', 'surface-sunken'].map((surface) => token(surface, theme));
    const ratios = colours(name, theme).flatMap((mark) => surfaces.map((surface) => contrastRatio(mark, surface)));
    expect(ratios).toHaveLength(18);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
  });

  test.each(visions)('has methods that differ with %s vision', (vision: Vision) => {
    const differences = pairs(colours(name, theme)).map(([first, second]) =>
      colourDifference(labSeen(first, vision), labSeen(second, vision)),
    );
    expect(differences).toHaveLength(15);
    expect(Math.min(...differences)).toBeGreaterThanOrEqual(smallestDifference[name]);
  });
});

test.each(themes)('the palette for black and white goes by steps of lightness on %s', (theme) => {
  const steps = pairs(colours('monochrome-safe', theme)).map(([first, second]) =>
    Math.abs(labSeen(first, 'normal')[0] - labSeen(second, 'normal')[0]),
  );
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(smallestStep);
});

describe('the measures themselves', () => {
  // Sharma, Wu and Dalal (2005), table 1: pairs 1, 7, 10, 17, 25 and 34
  test.each<[Lab, Lab, number]>([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.001], 7.1792],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ])('CIEDE2000 of %j and %j is %f', (first, second, difference) => {
    expect(colourDifference(first, second)).toBeCloseTo(difference, 4);
    expect(colourDifference(second, first)).toBeCloseTo(difference, 4);
  });

  test('greys look the same to everybody, red and green do not', () => {
    for (const vision of visions) {
      expect(colourDifference(labSeen('#808080', 'normal'), labSeen('#808080', vision))).toBeLessThan(0.1);
    }
    const apart = (vision: Vision): number => colourDifference(labSeen('#a06000', vision), labSeen('#608000', vision));
    expect(apart('deuteranopia')).toBeLessThan(apart('normal') / 3);
  });

  test('lightness runs from 0 to 100', () => {
    expect(labSeen('#000000', 'normal')[0]).toBeCloseTo(0, 6);
    expect(labSeen('#ffffff', 'normal')[0]).toBeCloseTo(100, 4);
  });
});
