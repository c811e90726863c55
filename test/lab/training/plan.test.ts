import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { SensitivityScore } from '../../../main/contract/run.ts';
import { layerChoiceSchema, methodSchema, type LayerChoice } from '../../../main/contract/specification.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { networkCost } from '../../../main/lab/network/cost.ts';
import { matmulLayers } from '../../../main/lab/network/network.ts';
import {
  checkLayerCount,
  fullPlan,
  planFor,
  rankedScores,
  saftPlan,
  trainableParametersOf,
} from '../../../main/lab/training/plan.ts';
import { mixedNetwork } from './small-networks.ts';
import { smallResidualNetwork } from '../../support/reference-networks.ts';

const network = mixedNetwork();
const layers = ['stem', 'depthwise', 'grouped', 'head'];

function score(layer: string, value: number, metric: SensitivityScore['metric'] = 'std'): SensitivityScore {
  return { metric, layer, value, standardError: 0.01, n: 4, seed: 0, seconds: 1 };
}

const scores = [
  score('stem', 0.3),
  score('depthwise', 0.9),
  score('grouped', 0.1),
  score('head', 0.5),
  score('stem', 7, 'kl'),
  score('depthwise', 1, 'kl'),
  score('grouped', 9, 'kl'),
  score('head', 8, 'kl'),
];

const choice = (given: object): LayerChoice => layerChoiceSchema.parse(given);
const planned = (given: object, batchNorm: 'frozen' | 'with-layer' = 'frozen') =>
  saftPlan(network, choice(given), batchNorm, scores);

function refusal(action: () => unknown): LabError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    return error as LabError;
  }
  throw new Error('Nothing was refused');
}

describe('the full plan', () => {
  test('trains every layer and batch-norm', () => {
    expect(fullPlan(network)).toMatchObject({
      trained: layers,
      frozen: [],
      trainedBatchNorms: ['stem.bn', 'depthwise.bn', 'grouped.bn'],
      speedupBound: 1,
    });
  });

  test('makes every parameter trainable but running statistics', () => {
    const trainable = trainableParametersOf(network, fullPlan(network));
    const expected = Object.keys(network.parameters).filter((name) => !name.includes('running'));
    expect([...trainable].toSorted()).toEqual(expected.toSorted());
  });

  test('is what plain training and noise injection follow', () => {
    for (const method of ['plain', 'noise-injection']) {
      expect(planFor(network, methodSchema.parse({ method }), [])).toEqual(fullPlan(network));
    }
  });
});

describe('a chosen number of layers', () => {
  test('are those with the highest scores of the metric named; plans keep network order', () => {
    expect(planned({ k: 1 })).toMatchObject({ trained: ['depthwise'], frozen: ['stem', 'grouped', 'head'] });
    expect(planned({ k: 2 })).toMatchObject({ trained: ['depthwise', 'head'], frozen: ['stem', 'grouped'] });
    expect(planned({ k: 3 }).trained).toEqual(['stem', 'depthwise', 'head']);
    expect(planned({ k: 2, by: 'kl' }).trained).toEqual(['grouped', 'head']);
    expect(planned({ k: 4 })).toMatchObject({ trained: layers, frozen: [] });
    expect(planned({ k: 2, by: 'kl' }).reason).toBe('the 2 of 4 layers with the highest kl');
  });

  test('equal scores count in network order', () => {
    const tied = layers.map((layer) => score(layer, 1));
    expect(rankedScores(tied, 'std').map(({ layer }) => layer)).toEqual(layers);
    expect(saftPlan(network, choice({ k: 2 }), 'frozen', tied).trained).toEqual(['stem', 'depthwise']);
  });

  test('the same through the method of a specification', () => {
    const method = methodSchema.parse({ method: 'saft', layers: { k: 2 }, batchNorm: 'with-layer' });
    expect(planFor(network, method, scores)).toEqual(planned({ k: 2 }, 'with-layer'));
  });

  test('more than the network has are refused, with what to choose from', () => {
    const error = refusal(() => planned({ k: 5 }));
    expect(error.code).toBe('too-many-layers');
    expect(error.message).toContain('5');
    expect(error.nextStep).toContain('between 1 and 4');
    expect(() => checkLayerCount(4, 4)).not.toThrow();
    expect(refusal(() => checkLayerCount(5, 4)).code).toBe('too-many-layers');
  });

  test('a metric that was not scored is refused, and one that misses layers', () => {
    const error = refusal(() => planned({ k: 2, by: 'kl-histogram' }));
    expect(error).toMatchObject({ code: 'invalid-specification', nextStep: expect.stringContaining('kl-histogram') });
    expect(error.message).toContain('0 of 4');
    expect(refusal(() => saftPlan(network, choice({ k: 2 }), 'frozen', scores.slice(0, 3))).message).toContain(
      '3 of 4',
    );
    expect(
      refusal(() => planFor(network, methodSchema.parse({ method: 'saft', layers: { k: 'auto' } }), [])).code,
    ).toBe('invalid-specification');
  });

  test('auto takes the count of its rule and gives its reason', () => {
    const steep = [score('stem', 0.01), score('depthwise', 5), score('grouped', 0.02), score('head', 0.5)];
    const plan = saftPlan(network, choice({ k: 'auto' }), 'frozen', steep);
    expect(plan.trained).toEqual(['depthwise']);
    expect(plan.reason).toContain('by std');
    expect(plan.reason).toContain('1 of 4 layers');
  });
});

describe('named layers', () => {
  test('train, whatever the scores', () => {
    const plan = saftPlan(network, choice({ names: ['head', 'stem'] }), 'frozen', []);
    expect(plan).toMatchObject({ trained: ['stem', 'head'], frozen: ['depthwise', 'grouped'], trainedBatchNorms: [] });
    expect(plan.reason).toBe('2 of 4 layers named in the specification');
  });

  test('a name given twice is one layer', () => {
    const plan = saftPlan(network, choice({ names: ['head', 'stem', 'head'] }), 'frozen', []);
    expect(plan.trained).toEqual(['stem', 'head']);
    expect(plan.reason).toBe('2 of 4 layers named in the specification');
  });

  test('that do not exist, or are not convolutions or linear layers, are refused', () => {
    for (const name of ['fc', 'stem.bn', 'stem.weight']) {
      const error = refusal(() => planned({ names: ['stem', name] }));
      expect(error.code).toBe('unknown-layer');
      expect(error.message).toContain(`'${name}'`);
      for (const layer of layers) expect(error.nextStep).toContain(layer);
    }
  });
});

describe('batch-norms', () => {
  test('stay frozen, or train where they read a trained layer directly', () => {
    expect(planned({ names: ['depthwise', 'head'] }).trainedBatchNorms).toEqual([]);
    expect(planned({ names: ['depthwise', 'head'] }, 'with-layer').trainedBatchNorms).toEqual(['depthwise.bn']);
    expect(planned({ names: layers }, 'with-layer').trainedBatchNorms).toEqual([
      'stem.bn',
      'depthwise.bn',
      'grouped.bn',
    ]);
    const residual = saftPlan(smallResidualNetwork, choice({ names: ['block.conv2', 'fc'] }), 'with-layer', []);
    expect(residual.trainedBatchNorms).toEqual(['block.bn2']);
  });

  test('what trains: weights and biases of trained layers, scale and shift of trained batch-norms', () => {
    const of = (names: string[], batchNorm: 'frozen' | 'with-layer') =>
      [...trainableParametersOf(network, planned({ names }, batchNorm))].toSorted();
    expect(of(['stem'], 'frozen')).toEqual(['stem.bias', 'stem.weight']);
    expect(of(['stem'], 'with-layer')).toEqual(['stem.bias', 'stem.bn.bias', 'stem.bn.weight', 'stem.weight']);
    expect(of(['grouped'], 'frozen')).toEqual(['grouped.weight']);
    expect(of(['head'], 'with-layer')).toEqual(['head.bias', 'head.weight']);
  });
});

describe('the speed-up bound', () => {
  // Multiply-accumulates of one image: 6 x 6 x 27 x 8, 6 x 6 x 9 x 8, 3 x 3 x 36 x 16, 16 x 5
  const [stem, depthwise, grouped, head] = [7776, 2592, 5184, 80];
  const forward = stem + depthwise + grouped + head;
  const everything = 3 * forward - stem;

  test('counts forward passes, input gradients behind the first trained layer, and trained weight gradients', () => {
    const bound = (...names: string[]) => planned({ names }).speedupBound;
    expect(bound('head')).toBeCloseTo(everything / (forward + head), 12);
    expect(bound('grouped', 'head')).toBeCloseTo(everything / (forward + head + grouped + head), 12);
    expect(bound('stem')).toBeCloseTo(everything / (forward + depthwise + grouped + head + stem), 12);
    expect(bound(...layers)).toBe(1);
  });

  test('is below 1.5 for every SAFT plan of ResNet-20 that trains the first layer', () => {
    const resnet = buildArchitecture('resnet20-cifar', { inputShape: [32, 32, 3], classes: 10 });
    const names = matmulLayers(resnet).map((layer) => layer.name);
    const plan = saftPlan(resnet, choice({ names: [names[0], names.at(-1)] }), 'frozen', []);
    expect(plan.speedupBound).toBeGreaterThan(1.4);
    expect(plan.speedupBound).toBeLessThan(1.5);
    expect(plan.speedupBound).toBe(networkCost(resnet, trainableParametersOf(resnet, plan)).speedupBound);
  });
});
