import { describe, expect, test } from 'vitest';
import type { NetworkInputs } from '../../../main/contract/network-inputs.ts';
import { dataSchema } from '../../../main/contract/specification.ts';
import { inputMetadata } from '../../../main/data/network-files/network-metadata.ts';
import { comparedOrigin, inputWarnings, networkOrigin } from '../../../main/runs/model/network-origin.ts';

const colour: NetworkInputs = {
  mean: [0.485, 0.456, 0.406],
  standardDeviation: [0.229, 0.224, 0.225],
  range: 'unit',
  channels: ['red', 'green', 'blue'],
  classNames: ['cat', 'dog'],
};
const originOf = (inputs: NetworkInputs, isInside = false) =>
  networkOrigin({ ...inputMetadata(inputs, isInside), study: 'My study', run: '7', noisefloor: '1.0' })!;
const warningsFor = (changes: Partial<NetworkInputs>, isInside = false) =>
  inputWarnings(originOf(colour, isInside), { ...colour, ...changes });

describe('what a file says of itself', () => {
  test('is shown as facts', () => {
    expect(originOf(colour).facts).toEqual([
      ['study', 'My study'],
      ['run', '7'],
      ['written by Noisefloor', '1.0'],
      [
        'images',
        'values from 0 to 1, mean 0.485, 0.456, 0.406, deviation 0.229, 0.224, 0.225, normalised before the network',
      ],
      ['channels', 'red, green, blue'],
      ['classes', '2: cat, dog'],
    ]);
  });

  test('is nothing where the file is not one of ours', () => {
    expect(networkOrigin({})).toBeUndefined();
    expect(networkOrigin({ format: 'pt', study: 'theirs' })).toBeUndefined();
  });

  test('has no controls, whoever wrote it', () => {
    const { facts } = networkOrigin({ noisefloor: '1', study: 'a\u001b[31m\u202eb\n' })!;
    expect(facts[0]).toEqual(['study', 'a?[31m?b?']);
  });
});

describe('data that differs from what a network was trained on', () => {
  test('is none where the images are prepared alike, or differ by rounding', () => {
    expect(warningsFor({})).toEqual([]);
    expect(warningsFor({ mean: [0.4851, 0.456, 0.406] })).toEqual([]);
    expect(warningsFor({ channels: undefined, classNames: undefined })).toEqual([]);
  });

  test.each<[Partial<NetworkInputs>, RegExp]>([
    [
      { mean: [0.4914, 0.4822, 0.4465] },
      /normalised by mean 0.485, 0.456, 0.406 and .* by mean 0.4914, 0.4822, 0.4465/,
    ],
    [{ standardDeviation: [0.25, 0.224, 0.225] }, /deviation 0.25, 0.224, 0.225\.$/],
    [{ range: 'own' }, /trained on bytes from 0 to 1, and the data gives numbers as they are/],
    [{ channels: ['blue', 'green', 'red'] }, /the channels red, green, blue, and the data has blue, green, red/],
    [{ classNames: ['dog', 'cat'] }, /other names, or another order/],
  ])('is told: %o', (changes, sentence) => {
    const warnings = warningsFor(changes);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(sentence);
  });

  test('is told of a network that normalises by itself', () => {
    expect(warningsFor({}, true)).toEqual([expect.stringContaining('The network normalises its images itself')]);
  });

  test('is looked at only where the file says something, and is there', () => {
    const missing = dataSchema.parse({ source: 'idx', path: '/nowhere' });
    expect(comparedOrigin(undefined, missing)).toBeUndefined();
    expect(comparedOrigin(originOf(colour), missing)!.warnings).toEqual([]);
    expect(comparedOrigin(originOf(colour), dataSchema.parse({ source: 'glyphs' }))!.warnings).not.toEqual([]);
  });
});
