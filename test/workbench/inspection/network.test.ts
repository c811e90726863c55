import { describe, expect, test } from 'vitest';
import type { SensitivityScore } from '../../../main/contract/run.ts';
import { needsRealData, realData } from '../../data/support.ts';
import { emptyFolder, testInspection } from './support.ts';

const { ask } = testInspection();
const glyphs = { source: 'glyphs' } as const;
const cifar = { source: 'cifar10', path: 'not there' } as const;

describe('a network laid out', () => {
  test('LeNet-5 on 16 x 16 glyphs, layer by layer', async () => {
    const network = await ask('network.describe', { architecture: 'LeNet5', data: glyphs });
    expect(network).toMatchObject({ architecture: 'lenet5', input: [16, 16, 1], classes: 10 });
    const nodes = Object.fromEntries(network.nodes.map((node) => [node.name, node]));
    expect(nodes['conv1']).toEqual({
      name: 'conv1',
      op: 'convolution',
      inputs: ['input'],
      outputShape: [16, 16, 6],
      parameters: [
        { name: 'conv1.weight', role: 'weight', shape: [5, 5, 1, 6], count: 150 },
        { name: 'conv1.bias', role: 'bias', shape: [6], count: 6 },
      ],
      isMatmul: true,
      weights: 150,
      multiplyAccumulates: 16 * 16 * 150,
      fanIn: 25,
    });
    expect(nodes['conv2']).toMatchObject({ outputShape: [4, 4, 16], multiplyAccumulates: 4 * 4 * 2400, fanIn: 150 });
    expect(nodes['fc1']).toMatchObject({ outputShape: [120], multiplyAccumulates: 64 * 120, fanIn: 64 });
    expect(nodes['pool1']).toMatchObject({ isMatmul: false, weights: 0, multiplyAccumulates: 0 });
    expect(nodes['pool1']!.fanIn).toBeUndefined();
    const weights = 150 + 2400 + 64 * 120 + 120 * 84 + 84 * 10;
    expect(network.weights).toBe(weights);
    expect(network.parameters).toBe(weights + 6 + 16 + 120 + 84 + 10);
  });

  test('ResNet-20 has the published number of parameters, also where the data is gone', async () => {
    const network = await ask('network.describe', { architecture: 'resnet20-cifar', data: cifar });
    expect(network.input).toEqual([32, 32, 3]);
    expect(network.parameters).toBe(269_722);
    expect(network.weights).toBe(268_336);
    expect(network.multiplyAccumulates).toBe(40_551_040);
    expect(network.nodes.filter(({ isMatmul }) => isMatmul)).toHaveLength(20);
    const statistics = network.nodes.find(({ name }) => name === 'bn1')!.parameters.map(({ role }) => role);
    expect(statistics).toEqual(['scale', 'shift', 'runningMean', 'runningVariance']);
  });

  test('inputs of a grouped convolution are those of its group', async () => {
    const { nodes } = await ask('network.describe', { architecture: 'mobilenet-v3-large', data: cifar });
    const depthwise = nodes.find(({ name }) => name === 'features.1.block.0.0')!;
    expect(depthwise).toMatchObject({ op: 'convolution', fanIn: 9, outputShape: [16, 16, 16], weights: 144 });
    expect(depthwise.multiplyAccumulates).toBe(16 * 16 * 144);
  });

  test.skipIf(realData('mnist').absent)(
    `IDX files are asked for the size of their images ${needsRealData}`,
    async () => {
      const data = { source: 'idx', path: realData('mnist').path } as const;
      const { input } = await ask('network.describe', { architecture: 'lenet5', data });
      expect(input).toEqual([28, 28, 1]);
    },
  );

  test('unknown architectures are refused with the nearest name', async () => {
    await expect(ask('network.describe', { architecture: 'resnet20-cifer', data: glyphs })).rejects.toMatchObject({
      code: 'invalid-specification',
      message: 'There is no architecture named "resnet20-cifer".',
      nextStep: expect.stringContaining('resnet20-cifar'),
    });
    await expect(ask('network.describe', { architecture: 'resnet50', data: glyphs })).resolves.toBeDefined();
  });
});

/** Falling scores with a clear knee behind the first two */
function scores(layers: readonly string[]): SensitivityScore[] {
  return layers.map((layer, index) => ({
    metric: 'std',
    layer,
    value: [10, 9, 1, 0.9, 0.8][index]!,
    standardError: 0.01,
    n: 8,
    seed: 0,
    seconds: 0,
  }));
}

describe('a choice of layers', () => {
  const layers = ['conv1', 'conv2', 'fc1', 'fc2', 'fc3'];
  const common = { architecture: 'lenet5', data: glyphs } as const;

  test('k: auto says why', async () => {
    const choice = { by: 'std', k: 'auto' } as const;
    const { plan } = await ask('plan.describe', { ...common, choice, scores: scores(layers) });
    expect(plan.trained).toEqual(['conv1', 'conv2']);
    expect(plan.reason).toBe('2 of 5 layers: 2 before the knee of the scores, by std');
  });

  test('names count weights, parameters and arithmetic', async () => {
    const found = await ask('plan.describe', { ...common, choice: { names: ['fc3'] } });
    const forward = [150 * 256, 2400 * 16, 64 * 120, 120 * 84, 840];
    const all = forward.reduce((sum, value) => sum + value, 0);
    // Forward everywhere and the gradient of one layer's weights; trained whole, the first needs no gradient of its input
    const fraction = (all + 840) / (3 * all - forward[0]!);
    expect(found).toMatchObject({ trainedWeights: 840, trainedParameters: 850 });
    expect(found.weights).toBe(150 + 2400 + 64 * 120 + 120 * 84 + 840);
    expect(found.arithmeticFraction).toBeCloseTo(fraction, 12);
    expect(found.plan.speedupBound).toBeCloseTo(1 / fraction, 12);
  });

  test('all layers take all the arithmetic', async () => {
    const found = await ask('plan.describe', { ...common, choice: { names: layers } });
    expect(found.arithmeticFraction).toBe(1);
    expect(found.trainedParameters).toBe(found.parameters);
  });

  test('batch-norm of trained layers counts where it trains', async () => {
    const residual = { architecture: 'resnet20-cifar', data: cifar, choice: { names: ['conv1'] } };
    const frozen = await ask('plan.describe', residual);
    const together = await ask('plan.describe', { ...residual, batchNorm: 'with-layer' });
    expect(together.trainedParameters - frozen.trainedParameters).toBe(2 * 16);
    expect(together.trainedWeights).toBe(frozen.trainedWeights);
  });

  test('layers that are not there, and scores that are missing, are refused', async () => {
    await expect(ask('plan.describe', { ...common, choice: { names: ['conv9'] } })).rejects.toMatchObject({
      code: 'unknown-layer',
    });
    await expect(ask('plan.describe', { ...common, choice: { by: 'std', k: 2 } })).rejects.toMatchObject({
      code: 'invalid-specification',
    });
  });

  test('a folder that holds no data leaves the usual size', async () => {
    const data = { source: 'idx', path: emptyFolder() } as const;
    const { weights } = await ask('plan.describe', { ...common, data, choice: { names: ['fc3'] } });
    expect(weights).toBe(150 + 2400 + 400 * 120 + 120 * 84 + 840);
  });
});
