import { describe, expect, test } from 'vitest';
import type { SensitivityMetric } from '../../../main/contract/specification.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import { matmulLayers, type Network, type NetworkNode } from '../../../main/lab/network/network.ts';
import type { EngineSession, Values } from '../../../main/lab/ops/engine.ts';
import {
  averagedScores,
  scoreLayers,
  sensitivityProgram,
  type SensitivityOptions,
} from '../../../main/lab/sensitivity/sensitivity.ts';
import { mean, standardError } from '../../../main/lab/statistics/summary.ts';
import { spyOps } from '../../support/reference-spy.ts';
import { scalar, tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';
import { profileOf } from '../noise/profiles.ts';
import { runOnReference } from '../training/reference-engine.ts';
import { mixedNetwork, normalImages, referenceParameters, roughParameters } from '../training/small-networks.ts';

const metrics: readonly SensitivityMetric[] = ['std', 'std-normalised', 'kl', 'kl-histogram'];
const batch = 4;
const network = mixedNetwork();
const parameters = roughParameters(network);
const images = normalImages(network, batch);
const additive = { noise: 'gaussian', mode: 'additive', sigma: 0.05 };
const multiplicative = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 };

interface Case {
  readonly network?: Network;
  readonly parameters?: Readonly<Record<string, Float32Array>>;
  readonly images?: Float32Array;
  readonly weights?: object;
  readonly except?: string[];
  /** Quantisation and memory */
  readonly storage?: object;
  readonly draw?: number;
  readonly seed?: number;
  readonly asked?: readonly SensitivityMetric[];
}

/** Scores of one draw by the reference, by metric: a vector over layers */
function scoresOf(given: Case = {}): Record<string, number[]> {
  const of = given.network ?? network;
  const profile = profileOf(given.weights ?? additive, { except: given.except ?? [], ...given.storage });
  const asked = given.asked ?? metrics;
  const program = sensitivityProgram({ network: of, profile, metrics: asked, batch, seed: given.seed ?? 1 });
  const inputs = {
    images: given.images ?? images,
    labels: new Int32Array(batch),
    draw: Int32Array.of(given.draw ?? 0),
  };
  const { outputs, updates } = runOnReference(program, inputs, referenceParameters(of, given.parameters ?? parameters));
  expect(updates).toEqual({});
  return Object.fromEntries(asked.map((metric) => [metric, [...outputs[metric].values]]));
}

function stdOf(given: Case = {}): number[] {
  return scoresOf({ ...given, asked: ['std'] })['std'];
}

test('one score a layer, in network order, for every metric', () => {
  const scores = scoresOf();
  for (const metric of metrics) {
    expect(scores[metric].length).toBe(matmulLayers(network).length);
    expect(scores[metric].every((score) => score > 0)).toBe(true);
  }
});

test('scores are isolated: noise in other layers does not change the score of a layer', () => {
  const together = scoresOf();
  const names = matmulLayers(network).map(({ name }) => name);
  names.forEach((name, i) => {
    const alone = scoresOf({ except: names.filter((other) => other !== name) });
    for (const metric of metrics) {
      expect(alone[metric][i], `${metric} of ${name}`).toBe(together[metric][i]);
      alone[metric].forEach((score, j) => {
        // A layer that stays ideal scores nothing
        if (j !== i) expect(Math.abs(score)).toBeLessThan(1e-12);
      });
    }
  });
});

describe('the clean network', () => {
  const silent = { noise: 'none' };

  test('of integer quantisation has real weights: rounding is a disturbance', () => {
    expect(stdOf({ weights: silent, storage: { quantization: { bits: 4 } } }).every((score) => score > 0)).toBe(true);
  });

  test('of binary quantisation has binary weights, which are no disturbance, and disturbed ones are compared with them', () => {
    const quantization = { scheme: 'binary' };
    expect(stdOf({ weights: silent, storage: { quantization } })).toEqual([0, 0, 0, 0]);
    const binary = Object.fromEntries(
      Object.entries(network.parameters).map(([name, { kind, shape }]) => {
        const unit = Math.sqrt(2 / (parameters[name].length / shape.at(-1)!));
        const sign = (value: number) => (value >= 0 ? unit : -unit);
        return [name, kind.endsWith('weight') ? parameters[name].map(sign) : parameters[name]];
      }),
    );
    // Analog noise on binary weights is that on a network which has such weights anyway
    const found = stdOf({ storage: { quantization } });
    stdOf({ parameters: binary }).forEach((expected, i) => expect(found[i] / expected).toBeCloseTo(1, 6));
    // A layer that stays ideal keeps its real weights, and with them the input of the layers behind it
    const expected = stdOf({ parameters: { ...binary, 'stem.weight': parameters['stem.weight'] }, except: ['stem'] });
    stdOf({ storage: { quantization }, except: ['stem'] }).forEach((score, i) => {
      expect(Math.abs(score - expected[i])).toBeLessThan(1e-6 * expected[i] + 1e-12);
    });
  });

  test('of a memory: every layer has its own fault rate', () => {
    const storage = (memory: object) => ({ quantization: { scheme: 'binary' }, memory });
    const found = stdOf({ weights: silent, storage: storage({ rate: 0.1, layers: { stem: 0, head: 0.3 } }) });
    const [low, high] = [0.1, 0.3].map((rate) => stdOf({ weights: silent, storage: storage({ rate }) }));
    expect(found).toEqual([0, low[1], low[2], high[3]]);
  });
});

describe('metamorphic', () => {
  test('images scaled by 2 scale the first additive score by 2, exactly', () => {
    const scaled = stdOf({ images: images.map((value) => 2 * value) });
    expect(scaled[0]).toBe(2 * stdOf()[0]);
  });

  test('sigma scaled by 2 scales every score by 2, of additive and multiplicative noise', () => {
    for (const weights of [additive, multiplicative]) {
      const single = stdOf({ weights });
      const double = stdOf({ weights: { ...weights, sigma: 2 * weights.sigma } });
      double.forEach((score, i) => expect(score / single[i]).toBeCloseTo(2, 6));
    }
  });

  test('additive scores do not depend on the weights of the layer; multiplicative ones scale with them', () => {
    const doubled = { ...parameters, 'head.weight': parameters['head.weight'].map((value) => 2 * value) };
    expect(stdOf({ parameters: doubled })[3]).toBeCloseTo(stdOf()[3], 12);
    const before = stdOf({ weights: multiplicative });
    const after = stdOf({ weights: multiplicative, parameters: doubled });
    expect(after[3] / before[3]).toBeCloseTo(2, 6);
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
  });

  test('biases add nothing to the difference', () => {
    const shifted = { ...parameters, 'head.bias': parameters['head.bias'].map((value) => value + 10) };
    expect(stdOf({ parameters: shifted })).toEqual(stdOf());
  });

  test('permuting output channels leaves the additive score unchanged', () => {
    const outputs = 5;
    const permuted = (name: string) =>
      parameters[name].map((_, index) => {
        const row = Math.floor(index / outputs);
        return parameters[name][row * outputs + ((index + 2) % outputs)];
      });
    const changed = { ...parameters, 'head.weight': permuted('head.weight'), 'head.bias': permuted('head.bias') };
    expect(changed['head.weight']).not.toEqual(parameters['head.weight']);
    const difference = stdOf({ parameters: changed })[3] - stdOf()[3];
    expect(Math.abs(difference)).toBeLessThan(1e-12);
  });

  test('permuting output channels changes the multiplicative score by no more than draws do', () => {
    const outputs = 5;
    const reversedRows = parameters['head.weight'].map((_, index, values) => {
      const column = index % outputs;
      return values[index - column + (outputs - 1 - column)];
    });
    const reversed = { ...parameters, 'head.weight': reversedRows };
    const differences = Array.from({ length: 40 }, (_, draw) => {
      const [before, after] = [parameters, reversed].map((from) =>
        stdOf({ weights: multiplicative, parameters: from, draw, except: ['stem', 'depthwise', 'grouped'] }),
      );
      return after[3] - before[3];
    });
    expect(Math.abs(mean(differences))).toBeLessThan(3 * standardError(differences));
  });

  test('renaming layers changes the draw, not the score or the ranking', () => {
    const renamed = (name: string) => `renamed.${name}`;
    const copy: Network = {
      ...network,
      nodes: network.nodes.map(
        (node) =>
          ({
            ...node,
            name: renamed(node.name),
            inputs: node.inputs.map((n) => (n === 'input' ? n : renamed(n))),
          }) as NetworkNode,
      ),
    };
    const draws = 24;
    const all = (of: Network) => Array.from({ length: draws }, (_, draw) => stdOf({ network: of, draw }));
    const [before, after] = [all(network), all(copy)];
    const ranking = (scores: number[][]) => {
      const means = matmulLayers(network).map((_, i) => mean(scores.map((draw) => draw[i])));
      return means.map((_, i) => i).sort((a, b) => means[b] - means[a]);
    };
    expect(after[0]).not.toEqual(before[0]);
    expect(ranking(after)).toEqual(ranking(before));
    matmulLayers(network).forEach((_, i) => {
      const column = (scores: number[][]) => scores.map((draw) => draw[i]);
      const error = Math.hypot(standardError(column(before)), standardError(column(after)));
      expect(Math.abs(mean(column(before)) - mean(column(after)))).toBeLessThan(3 * error);
    });
  });

  test('another seed and another draw are other noise', () => {
    const scores = [stdOf(), stdOf({ seed: 2 }), stdOf({ draw: 1 })].map((found) => found.join());
    expect(new Set(scores).size).toBe(3);
    expect(stdOf({ draw: 1 })).toEqual(stdOf({ draw: 1 }));
  });
});

describe('cost', () => {
  const operations = ['conv2d', 'matMul', 'randomNormal'] as const;

  function counts(metricsAsked: readonly SensitivityMetric[], except: string[] = []): number[] {
    const spy = spyOps();
    const options: SensitivityOptions = {
      network,
      profile: profileOf(additive, { except }),
      metrics: metricsAsked,
      batch,
      seed: 1,
    };
    sensitivityProgram(options).build(
      spy.ops,
      { images: tensor(images, [batch, 6, 6, 3]), labels: tensor(new Float32Array(batch), [batch]), draw: scalar(0) },
      referenceParameters(network, parameters),
    );
    return operations.map((operation) => spy.count(operation));
  }

  function forwardCounts(): number[] {
    const spy = spyOps();
    const state: Record<string, ReferenceTensor> = referenceParameters(network, parameters);
    forwardPass(spy.ops, network, state, tensor(images, [batch, 6, 6, 3]), { batchStatistics: new Set() });
    return operations.map((operation) => spy.count(operation));
  }

  test('is one forward pass and one application of each layer, however many metrics', () => {
    const [convolutions, products] = forwardCounts();
    expect([convolutions, products]).toEqual([3, 1]);
    for (let asked = 1; asked <= metrics.length; asked++) {
      expect(counts(metrics.slice(0, asked))).toEqual([2 * convolutions, 2 * products, 4]);
    }
  });

  test('nothing is applied again for excepted layers', () => {
    expect(counts(metrics, ['stem', 'head'])).toEqual([3 + 2, 1, 2]);
  });
});

describe('scores over several draws', () => {
  test('are means with standard errors, by metric and layer', () => {
    const draws = [Float32Array.of(1, 5, 2, 0), Float32Array.of(2, 7, 2, 0), Float32Array.of(6, 3, 2, 0)];
    const scores = averagedScores(network, 'kl', draws, 11, 2.5);
    expect(scores.map(({ layer }) => layer)).toEqual(['stem', 'depthwise', 'grouped', 'head']);
    expect(scores[0]).toMatchObject({ metric: 'kl', value: 3, n: 3, seed: 11, seconds: 2.5 });
    expect(scores[0].standardError).toBeCloseTo(Math.sqrt(7 / 3), 12);
    expect(scores[1].standardError).toBeCloseTo(2 / Math.sqrt(3), 12);
    expect(scores[2].standardError).toBe(0);
  });

  test('one draw has no standard error', () => {
    const [score] = averagedScores(network, 'std', [Float32Array.of(1, 2, 3, 4)], 0, 1);
    expect(score).toMatchObject({ value: 1, n: 1 });
    expect(score.standardError).toBeNaN();
  });

  test('come from draws 0, 1, 2, ... of the same images, timed by the given clock', async () => {
    const asked: Values[] = [];
    const session = {
      async run(name: string, inputs: Readonly<Record<string, Values>>) {
        expect(name).toBe('scores');
        expect(inputs['images']).toBe(images);
        expect(inputs['labels'].length).toBe(batch);
        asked.push(inputs['draw']);
        const [draw] = inputs['draw'];
        return { std: Float32Array.of(draw, 1, 1, 1), kl: Float32Array.of(0, 0, 0, 2 * draw) };
      },
    } as unknown as EngineSession;
    let clock = 100;
    const done: number[] = [];
    const scores = await scoreLayers(session, 'scores', {
      options: { network, profile: profileOf(additive), metrics: ['std', 'kl'], batch, seed: 4 },
      images,
      draws: 3,
      now: () => (clock += 5),
      onDraw: (count) => done.push(count),
    });
    expect(asked).toEqual([0, 1, 2].map((draw) => Int32Array.of(draw)));
    expect(done).toEqual([1, 2, 3]);
    expect(scores.length).toBe(8);
    expect(scores.map(({ seconds }) => seconds)).toEqual(new Array(8).fill(5));
    const value = (metric: string, layer: string) =>
      scores.find((score) => score.metric === metric && score.layer === layer)!.value;
    expect([value('std', 'stem'), value('std', 'head'), value('kl', 'head')]).toEqual([1, 1, 2]);
  });
});
