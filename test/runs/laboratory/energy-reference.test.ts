import { describe, expect, test } from 'vitest';
import { dataSchema } from '../../../main/contract/data.ts';
import { energyReference, networkSize } from '../../../main/runs/laboratory/energy-reference.ts';
import { labelledProfiles } from '../../../main/runs/specification/labelled-profiles.ts';
import { memoryStudy, smallWeights } from './memory-study.ts';

const size = networkSize({ source: 'glyphs', limits: {}, validation: 0, seed: 0 });

function referenceOf(
  changes: Record<string, unknown>,
  trained = [{ architecture: 'mlp-8', weights: smallWeights }],
): ReturnType<typeof energyReference> {
  const specification = memoryStudy(changes);
  return energyReference(specification, labelledProfiles(specification), trained, size);
}

describe('what an energy of 1 is', () => {
  test("by default: the study's network as the profile stores it", () => {
    expect(referenceOf({})).toEqual({ architecture: 'mlp-8', weights: smallWeights, bits: 1 });
    const profile = { quantization: { bits: 4 }, memory: {} };
    expect(referenceOf({ profile })).toMatchObject({ bits: 4 });
  });

  test('another network, which no run has, is built for the data', () => {
    expect(referenceOf({ energy: { architecture: 'mlp-16', bits: 32 } })).toEqual({
      architecture: 'mlp-16',
      weights: 256 * 16 + 16 * 10,
      bits: 32,
    });
  });

  test('one that a run has is the one that was trained, however its name is written', () => {
    const trained = [
      { architecture: 'mlp-8', weights: 1 },
      { architecture: 'MLP-16', weights: 12345 },
    ];
    expect(referenceOf({ energy: { architecture: 'mlp_16' } }, trained)).toMatchObject({
      architecture: 'mlp-16',
      weights: 12345,
    });
  });

  test('where the data are gone and what is left contradicts the runs, it is what was trained', () => {
    // Of images of 28 x 28
    const trained = [{ architecture: 'mlp-8', weights: 28 * 28 * 8 + 80 }];
    expect(referenceOf({ energy: { architecture: 'mlp-16' } }, trained)).toEqual({
      architecture: 'mlp-8',
      weights: 28 * 28 * 8 + 80,
      bits: 1,
    });
  });
});

test("a network's size is that of the data, and the usual one of its source where the files are gone", () => {
  const rest = { limits: {}, validation: 0, seed: 0 };
  expect(size).toEqual({ inputShape: [16, 16, 1], classes: 10 });
  expect(networkSize({ source: 'cifar10', path: 'gone', ...rest })).toEqual({ inputShape: [32, 32, 3], classes: 10 });
  expect(networkSize({ source: 'idx', path: 'gone', ...rest })).toEqual({ inputShape: [28, 28, 1], classes: 10 });
  // Others have no usual one: as a run recorded it
  const features = dataSchema.parse({ source: 'csv', path: 'gone' });
  const recorded = { shape: [1, 1, 4], classes: 3 };
  expect(networkSize(features, recorded)).toEqual({ inputShape: [1, 1, 4], classes: 3 });
  expect(() => networkSize(features)).toThrow(/no CSV file at gone/);
});
