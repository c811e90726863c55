import { describe, expect, test } from 'vitest';
import {
  readExportSettings,
  usualExportSettings,
  widthChoiceOf,
  withStyle,
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
    const tall = withStyle(usual.style, { heightMm: 100 });
    expect(tall.heightMm).toBe(100);
    for (const change of [{ heightMm: 3 }, { fontPt: undefined }, { dpi: 1e6 }])
      expect(withStyle(tall, change)).toBe(tall);
    expect(withStyle(tall, { heightMm: undefined })).not.toHaveProperty('heightMm');
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
