import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../main/contract/run.ts';
import { readSafetensors } from '../../../main/data/safetensors.ts';
import { attempt, checkpoints, closeBench, eventsOf, openBench, smallStudy, type Bench } from './bench.ts';

const binary = { quantization: { scheme: 'binary' }, memory: {} };
const lanmax = { method: 'lanmax', tradeoff: 1, until: 0.5 };
const layers = ['fc1', 'fc2', 'fc3'];

const study = smallStudy({
  model: { architecture: 'mlp-bn-8-8' },
  profile: binary,
  training: { ...smallStudy().training, epochs: 4, stepsPerEpoch: 8, batch: 8 },
  evaluation: { draws: 2, batch: 20, faultRates: [0, 0.25], randomisedLayers: true },
  methods: [
    { method: 'reliable' },
    { method: 'uniform-bsc', trainRate: 0.125, testRate: 0.25 },
    { ...lanmax },
    { ...lanmax, banks: 1, label: 'one bank' },
    { method: 'reliable', storage: 'float16' },
    { method: 'reliable', architecture: 'mlp-bn-4' },
    { ...lanmax, space: 'logarithmic', label: 'logarithmic' },
  ],
});

const memoryOf = (events: readonly RunEvent[]) => eventsOf(events, 'memory')[0]!.report;
const recovered = (events: readonly RunEvent[]) =>
  eventsOf(events, 'accuracy').find(({ result }) => result.stage === 'recovered')!.result;

describe('methods that train with a memory of binary weights', () => {
  let bench: Bench;
  const byMethod: (readonly RunEvent[])[] = [];
  beforeAll(async () => {
    bench = await openBench(study);
    for (const method of [0, 1, 2, 3, 4, 6])
      byMethod[method] = (await attempt(bench, { method, untimed: true })).events;
  });
  afterAll(() => closeBench(bench));

  test('reliable: no faults, nothing drawn, an energy of 1 a bit', () => {
    const report = memoryOf(byMethod[0]!);
    expect(report.layers.map(({ layer, rate, bits, energyPerBit }) => ({ layer, rate, bits, energyPerBit }))).toEqual(
      layers.map((layer) => ({ layer, rate: 0, bits: 1, energyPerBit: 1 })),
    );
    expect(report.energy).toBe(report.reliableEnergy);
    const { draws } = recovered(byMethod[0]!);
    expect(draws).toHaveLength(1);
    const clean = eventsOf(byMethod[0]!, 'accuracy').find(({ result }) => result.stage === 'recovered-clean')!.result;
    expect(clean.accuracy).toBe(draws[0]);
  });

  test('one rate for all layers, used at another than it was trained at', () => {
    expect(memoryOf(byMethod[1]!).layers.map(({ rate }) => rate)).toEqual([0.25, 0.25, 0.25]);
    expect(recovered(byMethod[1]!).draws).toHaveLength(2);
  });

  test('LaNMax reports each move of its rates, then keeps them', () => {
    const updates = eventsOf(byMethod[2]!, 'rates').map(({ update }) => update);
    expect(updates.map(({ epoch }) => epoch)).toEqual([1, 2]);
    for (const update of updates) {
      expect(update.layers.map(({ layer }) => layer)).toEqual(layers);
      expect(update.layers.every(({ rate }) => rate >= 0.001 && rate <= 0.45)).toBe(true);
      expect(update.layers.every(({ standardError }) => standardError > 0)).toBe(true);
    }
    expect(memoryOf(byMethod[2]!).layers.map(({ rate }) => rate)).toEqual(
      updates.at(-1)!.layers.map(({ rate }) => rate),
    );
    const { energy, reliableEnergy } = memoryOf(byMethod[2]!);
    expect(energy / reliableEnergy).toBeCloseTo(updates.at(-1)!.energy, 12);
  });

  test('in banks all layers of a bank have its rate', () => {
    const { layers: stored } = memoryOf(byMethod[3]!);
    expect(stored.map(({ bank }) => bank)).toEqual([0, 0, 0]);
    expect(new Set(stored.map(({ rate }) => rate)).size).toBe(1);
  });

  test('the rates that are perturbed are those of the space', () => {
    const rates = (events: readonly RunEvent[]) => memoryOf(events).layers.map(({ rate }) => rate);
    expect(rates(byMethod[6]!)).not.toEqual(rates(byMethod[2]!));
    expect(rates(byMethod[6]!).every((rate) => rate >= Math.fround(0.001) && rate <= 0.45)).toBe(true);
  });

  test('16-bit floating-point numbers cost 16 bits, and are what is kept', () => {
    const report = memoryOf(byMethod[4]!);
    expect(report.energy).toBe(16 * report.layers.reduce((sum, { weights }) => sum + weights, 0));
    expect(report.layers.every(({ bits }) => bits === 16)).toBe(true);
    const { tensors } = readSafetensors(checkpoints(byMethod[4]!).find(({ final }) => final)!.path);
    const weights = tensors.get('fc1.weight')!.values as Float32Array;
    expect(weights.every((value) => Math.f16round(value) === value)).toBe(true);
  });

  test('accuracies at other rates, and with each layer random', () => {
    for (const method of [0, 1, 2]) {
      const results = eventsOf(byMethod[method]!, 'fault-accuracy').map(({ result }) => result);
      expect(results.map(({ kind, rate, layer }) => [kind, rate, layer])).toEqual([
        ['rate', 0, undefined],
        ['rate', 0.25, undefined],
        ...layers.map((layer) => ['layer', 0.5, layer]),
      ]);
    }
    const [none, used] = eventsOf(byMethod[1]!, 'fault-accuracy').map(({ result }) => result);
    expect(used!.draws).toEqual(recovered(byMethod[1]!).draws);
    expect(none!.draws).toHaveLength(1);
    expect(eventsOf(byMethod[4]!, 'fault-accuracy')).toEqual([]);
  });
});

test('a network of the method itself starts from initial weights', async () => {
  const bench = await openBench(study, undefined, 5);
  try {
    expect(Object.keys(bench.material.network.parameters)).toContain('fc2.weight');
    expect(bench.material.network.name).toBe('mlp-bn-4');
    const { events } = await attempt(bench, { method: 5, untimed: true });
    expect(memoryOf(events).layers.map(({ layer }) => layer)).toEqual(['fc1', 'fc2']);
  } finally {
    closeBench(bench);
  }
});
