import { describe, expect, test } from 'vitest';
import {
  choiceOptions,
  seedOptions,
  trainedChoices,
  usualLayer,
} from '../../../../../renderer/views/compare/weights/run-choice.ts';
import {
  changeOption,
  changeRows,
  describeChange,
  histogramRows,
  sharesOf,
  trainedNote,
  weightsOption,
} from '../../../../../renderer/views/compare/weights/weight-change.ts';
import { look } from '../../../charts/front-fixture.ts';
import { comparison } from '../compare-fixture.ts';
import { plain } from '../report-lines.ts';

const frozen = { layer: 'conv1', trained: false, weights: 150, before: 0.2, after: 0.2, relativeChange: 0 };
const trained = { layer: 'fc2', trained: true, weights: 10_080, before: 0.1, after: 0.1031, relativeChange: 0.0543 };
const layers = [frozen, trained];

describe('the change of weights', () => {
  test('has a bar for each layer; trained ones are starred, the chosen one is framed', () => {
    const option = changeOption(layers, { method: 'saft', chosen: 'fc2', look });
    const [bars, stars] = option['series'] as { data: { value: number; itemStyle: Record<string, unknown> }[] }[];
    expect(bars!.data.map(({ value }) => value)).toEqual([0, 0.0543]);
    expect(bars!.data.map(({ itemStyle }) => itemStyle['borderWidth'])).toEqual([1, 2]);
    expect(stars!.data).toEqual([[1, 0.0543]]);
  });

  test('in words', () => {
    expect(changeRows(layers)).toMatchObject([
      { layer: 'conv1', trained: 'frozen', weights: '150', change: '0' },
      { layer: 'fc2', trained: '★', weights: '10,080', change: '5.43' },
    ]);
    expect(plain(describeChange(trained))).toBe(
      'fc2, trained\n10,080 weights\nChanged by 5.43 % of their standard deviation\nStandard deviation 0.100 before, 0.103 after',
    );
    expect(trainedNote(layers)).toContain('unchanged to the bit');
    expect(trainedNote([trained])).toBe('★: trained, as every layer was.');
  });
});

describe('the distribution of weights', () => {
  const histogram = { layer: 'fc2', edges: [-1, 0, 1], before: [30, 10], after: [10, 10] };

  test('is in shares, one step a bin to its right edge', () => {
    expect(sharesOf([30, 10])).toEqual([0.75, 0.25]);
    expect(sharesOf([0, 0])).toEqual([0, 0]);
    const option = weightsOption(histogram, { method: 'saft', look });
    const [before] = option['series'] as { step: string; data: number[][] }[];
    expect(before).toMatchObject({
      step: 'end',
      data: [
        [-1, 0.75],
        [0, 0.25],
        [1, 0.25],
      ],
    });
    const { formatter } = option['tooltip'] as { formatter(items: unknown): string };
    expect(plain(formatter([{ dataIndex: 0 }]))).toBe('Weights from -1.00 to 0\n30 before, 10 after');
    expect(formatter([{ dataIndex: 2 }])).toBe('');
  });

  test('as a table', () => {
    expect(histogramRows(histogram)[1]).toEqual({ from: '0', to: '1.00', before: '10', after: '10' });
  });
});

describe('what can be looked at', () => {
  const choices = trainedChoices(comparison.profiles);

  test('SAFT comes first, with its seeds', () => {
    expect(choices.map(({ label }) => label).slice(0, 3)).toEqual([
      'SAFT k=1, p=0.001',
      'SAFT k=1, p=0.01',
      'noise injection p=0.001',
    ]);
    expect(choiceOptions(choices)[0]!.label).toBe('SAFT k=1, p=0.001');
    expect(seedOptions(choices[0])).toMatchObject([{ value: '8', label: '1', description: 'Run 8' }, {}, {}]);
    expect(seedOptions(undefined)).toEqual([]);
  });

  test('profiles are named where there are several', () => {
    const [profile] = comparison.profiles;
    const both = trainedChoices([profile!, { ...profile!, label: 'another' }]);
    expect(choiceOptions(both)[0]!.label).toBe('SAFT k=1, p=0.001 (8-bit memory)');
  });

  test('the layer that changed most is shown first', () => {
    expect(usualLayer(layers)).toBe('fc2');
    expect(usualLayer([])).toBeUndefined();
  });
});
