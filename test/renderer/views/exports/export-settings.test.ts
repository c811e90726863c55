import { describe, expect, test } from 'vitest';
import {
  numberFields,
  prefixProblem,
  rangeText,
  readExportSettings,
  usualExportSettings,
  widthChoiceOf,
  withNumber,
  withWidth,
} from '../../../../renderer/views/exports/export-settings.ts';
import { sizeText, svgSize } from '../../../../renderer/views/exports/svg-size.ts';

const usual = usualExportSettings();

describe('settings of exports', () => {
  test('come back as they were kept', () => {
    const kept = {
      tableFormats: ['csv', 'parquet'],
      figureFormats: [],
      siunitx: true,
      style: { ...usual.style, width: 120, heightMm: 60, grey: true },
      folder: '/papers/figures',
    };
    expect(readExportSettings(JSON.stringify(kept))).toEqual(kept);
  });

  test.each([
    undefined,
    '',
    'no JSON',
    'null',
    '[]',
    '7',
    '{"style":{"width":"huge"},"tableFormats":"csv","folder":1}',
  ])('are the usual ones for %s', (text) => {
    expect(readExportSettings(text)).toEqual(usual);
  });

  test('leave out formats that there are not', () => {
    expect(readExportSettings('{"figureFormats":["eps","png"]}').figureFormats).toEqual(['png']);
  });
});

describe('the style of figures', () => {
  test('has a width of a column or one of its own, which begins where it was', () => {
    expect(widthChoiceOf(usual.style)).toBe('single');
    const own = withWidth(withWidth(usual.style, 'double'), 'own');
    expect(own.width).toBe(180);
    expect(widthChoiceOf(own)).toBe('own');
    expect(withWidth(own, 'own')).toEqual(own);
    expect(withWidth(own, 'single').width).toBe('single');
  });

  test('does not take over what cannot be drawn, and forgets a height that is emptied', () => {
    const tall = withNumber(usual.style, 'heightMm', 100)!;
    expect(tall.heightMm).toBe(100);
    expect(withNumber(tall, 'heightMm', 3)).toBeUndefined();
    expect(withNumber(tall, 'fontPt', undefined)).toBeUndefined();
    expect(withNumber(tall, 'width', undefined)).toBeUndefined();
    expect(withNumber(tall, 'dpi', 72.5)).toBeUndefined();
    expect(withNumber(tall, 'width', 500)).toEqual({ ...tall, width: 500 });
    expect(withNumber(tall, 'heightMm', undefined)).toEqual(usual.style);
  });

  test.each(numberFields)('takes what the range of $label says, and nothing beside it', ({ field, unit }) => {
    const [, least, most] = /(\d+) to (\d+)/.exec(rangeText(field))!;
    expect(rangeText(field)).toMatch(new RegExp(` ${unit}$`));
    for (const value of [Number(least), Number(most)]) expect(withNumber(usual.style, field, value)).toBeDefined();
    for (const value of [Number(least) - 1, Number(most) + 1])
      expect(withNumber(usual.style, field, value)).toBeUndefined();
  });
});

describe('a prefix', () => {
  test.each(['', 'lenet', 'LeNet-5', '2024-a-'])('may be %j', (prefix) => {
    expect(prefixProblem(prefix)).toBeUndefined();
  });

  test.each(['a b', 'a_b', 'a/b', '..', '-a', 'a--b', 'ä', 'a'.repeat(41)])('may not be %j', (prefix) => {
    expect(prefixProblem(prefix)).toMatch(/letters, digits and single hyphens/);
  });
});

describe('the size that an SVG says', () => {
  test.each([
    ['<svg xmlns="x" width="88mm" height="60.5mm" viewBox="0 0 88 60.5">', { width: 88, height: 60.5 }],
    ['<?xml version="1.0"?>\n<svg width="72pt" height="1in">', { width: 25.4, height: 25.4 }],
    ['<svg width="96" height="9.6cm">', { width: 25.4, height: 96 }],
  ])('%s', (text, size) => {
    expect(svgSize(text)!.width).toBeCloseTo(size.width, 9);
    expect(svgSize(text)!.height).toBeCloseTo(size.height, 9);
  });

  test.each([
    '<svg viewBox="0 0 1 1">',
    '<svg width="100%" height="1mm">',
    'no picture',
    '<svg stroke-width="1mm" height="1mm">',
  ])('is not known of %s', (text) => {
    expect(svgSize(text)).toBeUndefined();
  });

  test('is written in millimetres', () => {
    expect(sizeText({ width: 88, height: 73.94 })).toBe('88 × 73.9 mm');
  });
});
