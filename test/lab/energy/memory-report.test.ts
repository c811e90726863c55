import { describe, expect, test } from 'vitest';
import { profileSchema, type Profile } from '../../../main/contract/profile.ts';
import { energyPerBit } from '../../../main/lab/energy/energy-curve.ts';
import { geometricMeanRate } from '../../../main/lab/energy/geometric-mean-rate.ts';
import { memoryReport, relativeEnergy } from '../../../main/lab/energy/memory-report.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { NetworkBuilder } from '../../../main/lab/network/builder.ts';
import { matmulLayers } from '../../../main/lab/network/network.ts';
import { labErrorOf } from '../../data/support.ts';

function profileOf(memory: object | undefined, rest: object = {}): Profile {
  return profileSchema.parse({ quantization: { scheme: 'binary' }, memory, ...rest });
}

/** 100, 200 and 20 weights, and biases that do not count. */
function smallNetwork() {
  const builder = new NetworkBuilder({ name: 'small', inputShape: [1, 1, 10], classes: 1 });
  builder.flatten('flat').linear('first', 10).linear('second', 20).linear('last', 1);
  return builder.build();
}

const exponential = { model: 'exponential', a: 12.8 } as const;

describe('a memory report', () => {
  const network = smallNetwork();

  test('adds weights x bits x energy of a bit, arXiv:1912.10764, equation 3', () => {
    const report = memoryReport(
      network,
      profileOf({ rate: 0.01 }),
      { first: 0.1, second: 1e-3 },
      { first: 1, second: 0 },
    );
    const [first, second, last] = [0.1, 1e-3, 0.01].map((rate) => energyPerBit(exponential, rate));
    expect(report.layers).toEqual([
      { layer: 'first', weights: 100, bits: 1, rate: 0.1, energyPerBit: first, bank: 1 },
      { layer: 'second', weights: 200, bits: 1, rate: 1e-3, energyPerBit: second, bank: 0 },
      { layer: 'last', weights: 20, bits: 1, rate: 0.01, energyPerBit: last },
    ]);
    expect(report.energy).toBeCloseTo(100 * first! + 200 * second! + 20 * last!, 9);
    expect(report).toMatchObject({ reliableEnergy: 320, float16Energy: 5120, float32Energy: 10240 });
  });

  test('takes the rates of the profile where no others are given', () => {
    const { layers } = memoryReport(network, profileOf({ rate: 0.01, layers: { second: 0.2 } }), {});
    expect(layers.map(({ rate }) => rate)).toEqual([0.01, 0.2, 0.01]);
  });

  test('counts excepted layers as 32 reliable bits', () => {
    const report = memoryReport(network, profileOf({ rate: 0.01 }, { except: ['last'] }), {});
    expect(report.layers[2]).toEqual({ layer: 'last', weights: 20, bits: 32, rate: 0, energyPerBit: 1 });
    expect(report.energy).toBeCloseTo(300 * energyPerBit(exponential, 0.01) + 640, 9);
    expect(report.reliableEnergy).toBe(940);
  });

  test('counts integer codes by their bits', () => {
    const profile = profileOf({ rate: 0.01 }, { quantization: { bits: 8 } });
    const report = memoryReport(network, profile, {});
    expect(report.reliableEnergy).toBe(2560);
    expect(report.energy).toBeCloseTo(2560 * energyPerBit(exponential, 0.01), 9);
  });

  test('without a memory is reliable, in 32 bits without quantisation', () => {
    expect(memoryReport(network, profileOf(undefined), {})).toMatchObject({ energy: 320, reliableEnergy: 320 });
    expect(memoryReport(network, profileSchema.parse({}), {})).toMatchObject({ energy: 10240, reliableEnergy: 10240 });
  });

  test('at rate 0 is reliable memory, and at one half costs nothing', () => {
    expect(memoryReport(network, profileOf({ rate: 0 }), {}).energy).toBe(320);
    expect(memoryReport(network, profileOf({ rate: 0.5 }), {}).energy).toBe(0);
  });

  test('refuses rates of other layers, and models that are not resolved', () => {
    const memory = profileOf({ rate: 0.01 }, { except: ['last'] });
    expect(() => memoryReport(network, memory, { frist: 0.1 })).toThrow(RangeError);
    expect(() => memoryReport(network, memory, { last: 0.1 })).toThrow(RangeError);
    expect(() => memoryReport(network, memory, {}, { last: 0 })).toThrow(RangeError);
    expect(() => memoryReport(network, profileOf({ energy: 'exponential' }), {})).toThrow(RangeError);
    expect(() => memoryReport(network, profileOf({ energy: { model: 'csv', path: 'a.csv' } }), {})).toThrow(RangeError);
  });

  test('beyond an energy table is an error of the specification', () => {
    const points = [
      { rate: 1e-4, energy: 0.3 },
      { rate: 1e-3, energy: 0.2 },
    ];
    const profile = profileOf({ rate: 0.01, energy: { model: 'table', points } });
    labErrorOf(() => memoryReport(network, profile, {}), 'invalid-specification');
    labErrorOf(() => relativeEnergy(network, profile)([1e-3, 1e-3, 0.01]), 'invalid-specification');
  });
});

describe('relative energy', () => {
  const network = smallNetwork();

  test('is that of the report for layers in the memory', () => {
    const rates = { first: 0.1, second: 1e-3, last: 0.3 };
    const profile = profileOf({});
    const { energy, reliableEnergy } = memoryReport(network, profile, rates);
    expect(relativeEnergy(network, profile)(Object.values(rates))).toBeCloseTo(energy / reliableEnergy, 12);
  });

  test('is 1 at rate 0, whatever a table gives there, and falls with every rate', () => {
    const points = [
      { rate: 0, energy: 0.4 },
      { rate: 1e-4, energy: 0.3 },
      { rate: 1e-2, energy: 0.2 },
    ];
    const energyOf = relativeEnergy(network, profileOf({ energy: { model: 'table', points } }));
    expect(energyOf([0, 0, 0])).toBe(1);
    expect(energyOf([1e-2, 1e-2, 1e-2])).toBeCloseTo(0.5, 12);
    expect(energyOf([0, 1e-2, 0])).toBeCloseTo((120 * 0.4 + 200 * 0.2) / (320 * 0.4), 12);
  });

  test('leaves excepted layers out, and takes float32 rates', () => {
    const energyOf = relativeEnergy(network, profileOf({}, { except: ['first'] }));
    const expected = (200 * energyPerBit(exponential, 0.1) + 20 * energyPerBit(exponential, 0.2)) / 220;
    expect(energyOf(Float32Array.of(0.1, 0.2))).toBeCloseTo(expected, 6);
    expect(() => energyOf([0.1, 0.1, 0.1])).toThrow(RangeError);
  });

  test('needs a layer in the memory', () => {
    expect(() => relativeEnergy(network, profileSchema.parse({}))).toThrow(RangeError);
  });
});

/**
 * `profiles/McDo.json` of the authors' FaultyMemory: rates of 26 weight layers in four groups. The 36,413,920 weights of
 * width 10 that its total is given for are those of a Wide ResNet whose first convolution has 160 channels and whose
 * shortcuts have no weights (found by arithmetic); ours has 16 channels there and three shortcut convolutions.
 */
describe('the rates of a Wide ResNet of 26 weight layers', () => {
  const groups = [160, 320, 640];
  const rates = [0.0305207, ...Array<number>(8).fill(0.1016703), ...Array<number>(9).fill(0.2127673)];
  rates.push(...Array<number>(7).fill(0.4154711), 0.0305207);
  const builder = new NetworkBuilder({ name: 'wide', inputShape: [32, 32, 3], classes: 10 });
  builder.convolution('first', { channels: 160, kernel: 3 });
  for (const channels of groups) {
    for (let layer = 0; layer < 8; layer++) builder.convolution(`conv${channels}.${layer}`, { channels, kernel: 3 });
  }
  const network = builder.globalAveragePool('pool').linear('last', 10, { bias: false }).build();
  const layers = matmulLayers(network).map(({ name }) => name);
  const profile = profileOf({ layers: Object.fromEntries(layers.map((name, index) => [name, rates[index]!])) });
  const report = memoryReport(network, profile, {});

  test('cost 0.086818 of reliable memory', () => {
    expect(layers).toHaveLength(26);
    expect(report.reliableEnergy).toBe(36_413_920);
    expect(Math.abs(report.energy / report.reliableEnergy - 0.086818)).toBeLessThan(1e-6);
    expect(relativeEnergy(network, profile)(rates)).toBeCloseTo(report.energy / report.reliableEnergy, 12);
  });

  test('cost as much as their geometric mean, weighted by parameters, in every layer', () => {
    const mean = geometricMeanRate(report.layers);
    expect(-Math.log(mean) / 12.8).toBeCloseTo(report.energy / report.reliableEnergy, 12);
    expect(mean).toBeGreaterThan(0.0305207);
    expect(mean).toBeLessThan(0.4154711);
  });

  test('differ in the weights of our own wide-resnet-28-10 by the first convolution, its block and the shortcuts', () => {
    const ours = memoryReport(buildArchitecture('wide-resnet-28-10'), profileOf({}), {});
    const first = 9 * 3 * (160 - 16) + 9 * 160 * (160 - 16);
    const shortcuts = 16 * 160 + 160 * 320 + 320 * 640;
    expect(ours.layers).toHaveLength(29);
    expect(ours.reliableEnergy).toBe(36_413_920 - first + shortcuts);
  });
});

describe('the geometric mean of rates', () => {
  test('weighs by the number of bits', () => {
    const layers = [
      { weights: 400, bits: 1, rate: 0.01 },
      { weights: 300, bits: 4, rate: 0.1 },
    ];
    expect(geometricMeanRate(layers)).toBeCloseTo(10 ** -1.25, 12);
  });

  test('is 0 where a layer makes no errors', () => {
    const layers = [0, 0.5].map((rate) => ({ weights: 5, bits: 1, rate }));
    expect(geometricMeanRate(layers)).toBe(0);
    expect(() => geometricMeanRate([])).toThrow(RangeError);
  });
});
