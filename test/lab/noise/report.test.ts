import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { Profile } from '../../../main/contract/profile.ts';
import { NetworkBuilder } from '../../../main/lab/network/builder.ts';
import { askedSigma } from '../../../main/lab/noise/analog.ts';
import { storedBits } from '../../../main/lab/noise/perturb.ts';
import { checkProfile, measureNoise, noiseReportProgram } from '../../../main/lab/noise/report.ts';
import type { Engine } from '../../../main/lab/ops/engine.ts';
import { graph, wasm } from '../training/engine-cases.ts';
import { referenceEngine } from '../training/reference-engine.ts';
import { mixedNetwork, roughParameters, stateShapes } from '../training/small-networks.ts';
import { memoryKinds, noiseKinds, profileOf } from './profiles.ts';

const network = mixedNetwork();
const parameters = roughParameters(network);

async function reportsOn(engine: Engine, profiles: Readonly<Record<string, Profile>>, from = parameters, of = network) {
  const programs = Object.fromEntries(
    Object.entries(profiles).map(([title, profile]) => [title, noiseReportProgram(of, profile, 1)]),
  );
  const session = engine.open(stateShapes(of), programs, from);
  const reports = [];
  for (const [title, profile] of Object.entries(profiles)) {
    reports.push({ title, profile, report: await measureNoise(session, title, of, profile) });
  }
  session.dispose();
  return reports;
}

const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, wasm, graph];

describe.each(engines)('sigma measured on $title', ({ missing, open }) => {
  const profiles = Object.fromEntries(noiseKinds.map(({ title, noise }) => [title, profileOf(noise)]));
  const [multiplicative, additive] = noiseKinds;
  profiles['multiplicative, quantised'] = profileOf(multiplicative.noise, { quantization: { bits: 6 } });
  profiles['additive, quantised'] = profileOf(additive.noise, { quantization: { bits: 3, granularity: 'channel' } });

  test.skipIf(missing)('is that asked for, within 3 standard errors, in every layer', async () => {
    for (const { title, profile, report } of await reportsOn(await open(), profiles)) {
      const asked = askedSigma(profile.weights);
      expect(report.matmulLayers).toBe(4);
      expect(report.layers.map(({ layer }) => layer)).toEqual(['stem', 'depthwise', 'grouped', 'head']);
      for (const { layer, asked: stated, measured, weights } of report.layers) {
        expect(stated).toBe(asked);
        expect(weights).toBe(parameters[`${layer}.weight`].length);
        // A root mean square over the weights that are not zero; its variance follows from the fourth moment
        const present = profile.quantization === undefined ? weights : weights / 2;
        const kurtosis = profile.weights.noise === 'gaussian' ? 3 : 1.8;
        const standardError = asked * Math.sqrt((kurtosis - 1) / (4 * present));
        expect(Math.abs(measured - asked), `${title}: ${layer}`).toBeLessThan(3 * standardError);
        expect(measured).not.toBe(asked);
      }
    }
  });

  test.skipIf(missing)('is a number where weights, channels or a whole layer are zero', async () => {
    const holes = Object.fromEntries(
      Object.entries(parameters).map(([name, values]) => [
        name,
        name.startsWith('depthwise') ? values.map(() => 0) : values.map((value, i) => (i % 5 === 0 ? 0 : value)),
      ]),
    );
    for (const { title, report } of await reportsOn(await open(), profiles, holes)) {
      for (const { layer, measured } of report.layers) {
        expect(Number.isFinite(measured), `${title}: ${layer} ${measured}`).toBe(true);
      }
    }
  });
});

describe.each(engines)('wrong bits measured on $title', ({ missing, open }) => {
  const profiles = Object.fromEntries(memoryKinds.map(({ title, profile }) => [title, profile]));

  test.skipIf(missing)('are as many as expected of the stored bits, within 3.5 standard errors', async () => {
    for (const { title, profile, report } of await reportsOn(await open(), profiles)) {
      expect(report.layers.map(({ layer }) => layer)).toEqual(['stem', 'depthwise', 'grouped', 'head']);
      for (const { layer, asked, measured, weights } of report.layers) {
        const standardError = Math.sqrt((asked * (1 - asked)) / (weights * storedBits(profile)));
        expect(Math.abs(measured - asked), `${title}: ${layer}`).toBeLessThan(3.5 * standardError);
        const wrong = measured * weights * storedBits(profile);
        expect(Math.abs(wrong - Math.round(wrong)), `${title}: ${layer}`).toBeLessThan(1e-3);
      }
    }
  });
});

describe('a memory that errs', () => {
  test('asks for its rate, layer by layer, where the channel is symmetric', async () => {
    const memory = { rate: 0.125, layers: { stem: 0.25, head: 0 } };
    const profile = profileOf({ noise: 'none' }, { quantization: { bits: 6 }, memory });
    const [{ report }] = await reportsOn(referenceEngine, { profile });
    expect(report.layers.map(({ asked }) => asked)).toEqual([0.25, 0.125, 0.125, 0]);
    expect(report.layers[3].measured).toBe(0);
  });

  test('asks for what the stored bits make of it, where the channel is not: binary weights of known sign', async () => {
    const memory = { rate: 0.4, oneToZero: 0, stuckAt: { rate: 0.5, toOne: 0.25 } };
    const profile = profileOf({ noise: 'none' }, { quantization: { scheme: 'binary' }, memory });
    const signs = { ...parameters, 'stem.weight': parameters['stem.weight'].map((_, i) => (i % 4 === 0 ? 1 : -1)) };
    const [{ report }] = await reportsOn(referenceEngine, { profile }, signs);
    // A 0 is wrong at 0.5 * 0.4 + 0.5 * 0.25, a 1 at 0.5 * 0.75
    expect(report.layers[0].asked).toBeCloseTo(0.75 * 0.325 + 0.25 * 0.375, 7);
  });

  test('goes before analog noise in the report; one that cannot err does not', async () => {
    const noise = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
    const quantization = { bits: 6 };
    const both = profileOf(noise, { quantization, memory: { rate: 0.25 } });
    const idle = profileOf(noise, { quantization, memory: {} });
    const alone = profileOf(noise, { quantization });
    const [first, second, third] = await reportsOn(referenceEngine, { both, idle, alone });
    expect(first.report.layers.map(({ asked }) => asked)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(second.report).toEqual(third.report);
    expect(third.report.layers[0].asked).toBe(0.1);
  });
});

test('silent channels do not dilute the sigma of the others', async () => {
  // Four of the sixteen output channels; counted in, they would make it 0.087
  const silenced = parameters['grouped.weight'].map((value, i) => (i % 4 === 0 ? 0 : value));
  for (const reference of ['channelMaxAbs', 'channelRange', 'channelStd']) {
    const profile = profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0.1, reference });
    const [{ report }] = await reportsOn(referenceEngine, { profile }, { ...parameters, 'grouped.weight': silenced });
    const { measured, weights } = report.layers[2];
    expect(Math.abs(measured - 0.1)).toBeLessThan(3 * 0.1 * Math.sqrt(1 / (1.5 * weights)));
  }
});

test('nothing asked, nothing measured', async () => {
  const silent = { none: profileOf({ noise: 'none' }, { quantization: { bits: 4 } }) };
  const [{ report }] = await reportsOn(referenceEngine, silent);
  expect(report.layers.map(({ asked, measured }) => [asked, measured])).toEqual(
    Array.from({ length: 4 }, () => [0, 0]),
  );
});

test('excepted layers are left out, and counted', async () => {
  const profile = profileOf(
    { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 },
    { except: ['depthwise', 'head'] },
  );
  const [{ report }] = await reportsOn(referenceEngine, { profile });
  expect(report.matmulLayers).toBe(4);
  expect(report.layers.map(({ layer }) => layer)).toEqual(['stem', 'grouped']);
});

describe('a profile that does not fit the network is refused', () => {
  const noise = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
  const refusal = (except: string[]) => {
    try {
      checkProfile(network, profileOf(noise, { except }));
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test('layers it does not have, or that hold no such weights', () => {
    for (const name of ['fc', 'stem.bn', 'stem.weight']) {
      const error = refusal(['stem', name]);
      expect(error).toBeInstanceOf(LabError);
      expect(error).toMatchObject({ code: 'unknown-layer', nextStep: expect.stringContaining('depthwise') });
      expect((error as LabError).message).toContain(`'${name}'`);
    }
  });

  test('all layers', () => {
    expect(refusal(['stem', 'depthwise', 'grouped', 'head'])).toMatchObject({ code: 'invalid-specification' });
  });

  const refusalOfRates = (layers: object, except: string[] = []) => {
    const profile = profileOf({ noise: 'none' }, { quantization: { bits: 4 }, memory: { layers }, except });
    try {
      checkProfile(network, profile);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test('fault rates of layers it does not have, or that stay ideal', () => {
    const unknown = refusalOfRates({ stem: 0.1, fc: 0.2 });
    expect(unknown).toMatchObject({ code: 'unknown-layer', nextStep: expect.stringContaining('depthwise') });
    expect((unknown as LabError).message).toContain("gives a fault rate to layer 'fc'");
    const ideal = refusalOfRates({ stem: 0.1, head: 0.2 }, ['head']);
    expect(ideal).toMatchObject({ code: 'invalid-specification' });
    expect((ideal as LabError).message).toContain("'head'");
    expect(refusalOfRates({ stem: 0.1, head: 0 }, ['grouped'])).toBeUndefined();
  });

  test('some layers are fine', () => {
    expect(refusal([])).toBeUndefined();
    expect(refusal(['stem', 'depthwise', 'grouped'])).toBeUndefined();
    const single = new NetworkBuilder({ name: 'one', inputShape: [1, 1, 2], classes: 2 }).flatten('f').linear('a', 2);
    expect(() => checkProfile(single.build(), profileOf(noise))).not.toThrow();
  });
});
