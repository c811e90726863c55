import { describe, expect, test } from 'vitest';
import { ladderHeight, ladderOption } from '../../../renderer/charts/ladder-option.ts';
import { look } from './front-fixture.ts';

const interval = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const rows = [
  { name: 'clean', stage: 'clean', noisy: interval(0.9682) },
  { name: 'noisy, untrained', stage: 'noisy', noisy: interval(0.891) },
  { name: 'SAFT k=1', method: 'saft', noisy: interval(0.95), clean: interval(0.97) },
];

describe('ladderOption', () => {
  const option = ladderOption({ rows, look, describe: ({ name }) => `about ${name}` });
  type Series = { id?: string; type: string; data: { value: number[]; itemStyle: { color: string } }[] };
  const series = option['series'] as (Series & { markLine?: { precision: number; data: object[] } })[];
  const byId = Object.fromEntries(series.flatMap((each) => (each.id === undefined ? [] : [[each.id, each]])));

  test('a row for each stage and method, from the top', () => {
    expect(option['yAxis']).toMatchObject({ inverse: true, data: ['clean', 'noisy, untrained', 'SAFT k=1'] });
    expect(byId['noisy']!.data.map(({ value }) => value)).toEqual([
      [0.9682, 0],
      [0.891, 1],
      [0.95, 2],
    ]);
    expect(ladderHeight(20)).toBeGreaterThan(ladderHeight(3));
  });

  test('accuracy without noise is a hollow mark of the same method', () => {
    const [hollow] = byId['clean']!.data;
    expect(hollow!.value).toEqual([0.97, 2]);
    expect(hollow!.itemStyle.color).toBe(look.tokens.surfaceRaised);
    expect(byId['noisy']!.data[2]!.itemStyle.color).not.toBe(look.tokens.surfaceRaised);
  });

  test('clean and noisy accuracy are lines to compare with, exactly where they are', () => {
    expect(byId['noisy']!.markLine).toMatchObject({ precision: 12, data: [{ xAxis: 0.9682 }, { xAxis: 0.891 }] });
  });

  test('every dot has its interval', () => {
    const bars = series.filter(({ type }) => type === 'custom').flatMap(({ data }) => data);
    // One line from dot to dot, and four intervals
    expect(bars).toHaveLength(3 + 4);
  });

  test('the tooltip says what the row is', () => {
    const { formatter } = option['tooltip'] as { formatter(item: unknown): string };
    expect(formatter({ value: [0.95, 2] })).toBe('about SAFT k=1');
    expect(formatter({})).toBe('');
  });
});
