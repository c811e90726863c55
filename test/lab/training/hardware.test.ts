import { describe, expect, test } from 'vitest';
import { profileSchema } from '../../../main/contract/profile.ts';
import { methodSchema } from '../../../main/contract/specification.ts';
import { isRandom } from '../../../main/lab/noise/perturb.ts';
import { methodHardware, withFaultRates } from '../../../main/lab/training/hardware.ts';

const weights = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
const binary = profileSchema.parse({
  quantization: { scheme: 'binary' },
  memory: { rate: 0.02, layers: { fc1: 0.3 }, stuckAt: { rate: 0.01 } },
  weights,
  except: ['conv1'],
});
const hardwareOf = (profile: typeof binary, method: object) => methodHardware(profile, methodSchema.parse(method));

describe('reliable memory', () => {
  test('takes faults and stuck cells away and leaves analog noise', () => {
    const { training, evaluation, uniformRates, ratesAsInput } = hardwareOf(binary, { method: 'reliable' });
    expect(training).toMatchObject({ weights, quantization: { scheme: 'binary' } });
    expect(training!.memory).toBeUndefined();
    expect(ratesAsInput).toBe(true);
    expect(uniformRates).toEqual({ training: 0, evaluation: 0 });
    expect(evaluation.memory!.stuckAt).toBeUndefined();
    expect(isRandom(withFaultRates({ ...evaluation, weights: { noise: 'none' } }, { conv2: 0 }))).toBe(false);
  });

  test.each(['float16', 'float32'])('in %s nothing is quantised', (storage) => {
    const { training, evaluation, ratesAsInput, clean } = hardwareOf(binary, { method: 'reliable', storage });
    expect(training!.quantization).toBeUndefined();
    expect(evaluation).toEqual(training);
    expect(ratesAsInput).toBe(false);
    expect(clean).toBeUndefined();
  });
});

test('one rate to train with and another to be used at', () => {
  const given = { method: 'uniform-bsc', trainRate: 0.01 };
  expect(hardwareOf(binary, given).uniformRates).toEqual({ training: 0.01, evaluation: 0.01 });
  expect(hardwareOf(binary, { ...given, testRate: 0 }).uniformRates).toEqual({ training: 0.01, evaluation: 0 });
});

test('SAFT and noise injection take the rate of the memory, or their own in every layer', () => {
  const own = hardwareOf(binary, { method: 'noise-injection', rate: 0.1 });
  expect(own.training!.memory).toMatchObject({ rate: 0.1, layers: {}, stuckAt: { rate: 0.01 } });
  expect(own.evaluation).toEqual(own.training);
  expect(hardwareOf(binary, { method: 'noise-injection' }).training).toEqual(binary);
});

test('without faults and noise a binary network is the binary one, excepted layers kept; another the float one', () => {
  const { clean } = hardwareOf(binary, { method: 'lanmax', tradeoff: 1 });
  expect(clean).toMatchObject({ quantization: { scheme: 'binary' }, weights: { noise: 'none' }, except: ['conv1'] });
  expect(clean!.memory).toBeUndefined();
  const integer = profileSchema.parse({ quantization: { bits: 8 }, memory: { rate: 0.02 } });
  expect(hardwareOf(integer, { method: 'uniform-bsc', trainRate: 0.1 }).clean).toBeUndefined();
});

test('given rates take the place of every rate of the memory', () => {
  expect(withFaultRates(binary, { fc1: 0, fc2: 0.2 }).memory).toMatchObject({ rate: 0, layers: { fc1: 0, fc2: 0.2 } });
  const ideal = profileSchema.parse({});
  expect(withFaultRates(ideal, { fc1: 0.1 })).toBe(ideal);
});
