import { describe, expect, test } from 'vitest';
import { contrastRatio } from '../../support/colours.ts';
import { themes, token } from '../../support/tokens.ts';

const surfaces = ['surface', 'surface-raised', 'surface-sunken'];

/** Text and what it stands on: 4.5:1 (WCAG 2.2, 1.4.3) */
const text: readonly (readonly [ink: string, ground: string])[] = [
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'danger', 'warning', 'success'].flatMap((ink) =>
    surfaces.map((ground) => [ink, ground] as const),
  ),
  ...['surface-hover', 'surface-selected'].flatMap((ground) =>
    ['ink', 'ink-soft', 'accent', 'danger'].map((ink) => [ink, ground] as const),
  ),
  ['ink-faint', 'surface-hover'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['danger-ink', 'danger'],
  ...['ink', 'ink-soft'].flatMap((ink) =>
    ['danger-soft', 'warning-soft', 'success-soft'].map((ground) => [ink, ground] as const),
  ),
  ['danger', 'danger-soft'],
  ['warning', 'warning-soft'],
  ['success', 'success-soft'],
];

/** Edges of controls, focus, marks: 3:1 (WCAG 2.2, 1.4.11) */
const graphics: readonly (readonly [mark: string, ground: string])[] = [
  ...['line-strong', 'focus', 'accent', 'danger', 'warning', 'success'].flatMap((mark) =>
    surfaces.map((ground) => [mark, ground] as const),
  ),
  ['focus', 'surface-hover'],
  ['focus', 'surface-selected'],
  ['accent', 'surface-selected'],
];

describe.each(themes)('the %s theme', (theme) => {
  test.each(text)('%s can be read on %s', (ink, ground) => {
    expect(contrastRatio(token(ink, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(graphics)('%s can be seen on %s', (mark, ground) => {
    expect(contrastRatio(token(mark, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

describe('the ratio itself', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    // The grey that WCAG tools give as the lightest that passes on white
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
  ])('of %s and %s is %f', (first, second, ratio) => {
    expect(contrastRatio(first, second)).toBeCloseTo(ratio, 2);
    expect(contrastRatio(second, first)).toBeCloseTo(ratio, 2);
  });
});
