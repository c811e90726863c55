import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { profileFamilySchema } from '../../../main/contract/profile.ts';
import { shippedProfile, shippedProfiles } from '../../../main/runs/profiles/shipped-profiles.ts';
import { readShippedFiles } from '../../../main/runs/shipped-files.ts';
import { resourcePath } from '../../../main/runs/resources.ts';

/** SAFT (arXiv:2306.03076), Table 5, as printed: sigma multiplicative, additive; r1 multiplicative, additive. */
const table5 = {
  'saft-resnet18': [0.05, 0.005, 0.1, 0.01],
  'saft-resnet34': [0.05, 0.005, 0.3, 0.01],
  'saft-resnet50': [0.05, 0.005, 0.3, 0.01],
  'saft-resnext50': [0.08, 0.005, 0.15, 0.008],
  'saft-mobilenet-v3-large': [0.02, 0.005, 0.03, 0.008],
  'saft-mask-rcnn': [0.01, 0.005, 0.01, 0.008],
  'saft-faster-rcnn': [0.05, 0.005, 0.05, 0.005],
  'saft-bert-base': [0.02, 0.002, 0.3, 0.01],
} as const;

const citation =
  'L. Nair, D. Bunandar, "Sensitivity-Aware Finetuning for Accuracy Recovery on Deep Learning Hardware", ' +
  'arXiv:2306.03076, Table 5';

describe("SAFT's Table 5", () => {
  test.each(Object.entries(table5))('%s', (file, [sigma, sigmaAdditive, range, rangeAdditive]) => {
    const weights = (variant: string) => shippedProfile(`${file}/${variant}`).weights;
    expect(weights('multiplicative-gaussian')).toEqual({
      noise: 'gaussian',
      mode: 'multiplicative',
      sigma,
      reference: 'absolute',
    });
    expect(weights('additive-gaussian')).toEqual({
      noise: 'gaussian',
      mode: 'additive',
      sigma: sigmaAdditive,
      reference: 'absolute',
    });
    expect(weights('multiplicative-uniform')).toEqual({
      noise: 'uniform',
      mode: 'multiplicative',
      halfRange: range,
      reference: 'absolute',
    });
    expect(weights('additive-uniform')).toEqual({
      noise: 'uniform',
      mode: 'additive',
      halfRange: rangeAdditive,
      reference: 'absolute',
    });
  });

  test('is shipped whole: eight families of four', () => {
    const names = [...shippedProfiles().keys()].filter((name) => name.startsWith('saft-'));
    expect(new Set(names.map((name) => name.split('/')[0]))).toEqual(new Set(Object.keys(table5)));
    expect(names).toHaveLength(32);
    expect(names.every((name) => shippedProfile(name).citation === citation)).toBe(true);
  });

  test('additive profiles say that the reference is a reconstruction', () => {
    for (const [name, { warnings }] of shippedProfiles()) {
      if (!/^saft-.*\/additive/.test(name)) continue;
      expect(warnings.some((warning) => /absolute.*reconstruction/.test(warning))).toBe(true);
    }
  });

  test('multiplicative uniform profiles say that the column is no ground truth, 0.3 that it is doubtful', () => {
    for (const file of Object.keys(table5)) {
      const { warnings } = shippedProfile(`${file}/multiplicative-uniform`);
      expect(warnings.some((warning) => warning.includes('no ground truth'))).toBe(true);
      const doubted = warnings.some((warning) => /misprint|doubtful/.test(warning));
      expect(doubted).toBe(['saft-resnet34', 'saft-resnet50', 'saft-bert-base'].includes(file));
    }
  });
});

test('the training noise of Joshi et al. 2020', () => {
  const { weights, citation: source } = shippedProfile('joshi-2020');
  expect(weights).toEqual({ noise: 'gaussian', mode: 'additive', sigma: 0.038, reference: 'layerMaxAbs' });
  expect(source).toContain('11:2473');
});

test('the ideal profile disturbs nothing', () => {
  expect(shippedProfile('ideal')).toMatchObject({ weights: { noise: 'none' }, warnings: [], except: [] });
});

test('the name of a generic profile says its strength', () => {
  const generic = [...shippedProfiles()].filter(([name]) => /\/(sigma|half-range)-/.test(name));
  expect(generic.length).toBeGreaterThan(15);
  for (const [name, { weights }] of generic) {
    const strength = weights.noise === 'gaussian' ? weights.sigma : weights.noise === 'uniform' && weights.halfRange;
    expect(Number(/-([\d.]+)$/.exec(name)![1])).toBe(strength);
    expect(weights.noise === 'none' || weights.noise === 'conductance' ? '' : `${weights.noise}-${weights.mode}`).toBe(
      name.split('/')[0],
    );
  }
});

test('every family has a citation and every profile a name that finds it', () => {
  for (const { content } of readShippedFiles(resourcePath('profiles'), profileFamilySchema))
    expect(content.citation).not.toBe('');
  for (const [name, profile] of shippedProfiles()) {
    expect(shippedProfile(name)).toBe(profile);
    expect(profile.name).toBe(name);
  }
});

test('an unknown name is refused with the nearest one', () => {
  expect(() => shippedProfile('saft-resnet18/additive-gausian')).toThrow(LabError);
  expect(() => shippedProfile('saft-resnet18/additive-gausian')).toThrow(
    'did you mean `saft-resnet18/additive-gaussian`?',
  );
});
