import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeModel } from '../../main/runs/model/network-question.ts';
import type { NetworkCheckQuestion, NetworkExportQuestion } from '../../main/runs/model/network-services.ts';
import { temporaryFolder } from '../data/support.ts';
import { onnxFile } from '../support/network-files.ts';
import { runWith } from './fake-laboratory.ts';

describe('network show', () => {
  const laboratory = {
    describeNetwork: async ({ model }: Pick<NetworkCheckQuestion, 'model'>) => describeModel(model),
  };

  test('has a line for each node, and what they come to', async () => {
    const { code, output } = await runWith(['network', 'show', 'mlp-8'], laboratory);
    expect(code).toBe(0);
    expect(output).toMatch(/^fc1 +linear +flatten +8 +6,280 +6,272 +6,272$/m);
    expect(output).toMatch(/^weights in noisy hardware +6,352 in 2 layers$/m);
  });

  test('takes what looks like a path for a file', async () => {
    const { path } = onnxFile(temporaryFolder());
    const { output } = await runWith(['network', 'show', path], laboratory);
    expect(output).toMatch(/^network +mine$/m);
    expect(output).toMatch(/^file +.*mine\.onnx, onnx, SHA-256 [0-9a-f]{64}$/m);
    const missing = await runWith(['network', 'show', join(path, 'none.onnx')], laboratory);
    expect(missing.code).toBe(1);
    expect(missing.errors).toContain('There is no ');
  });

  test('refuses data that it does not know', async () => {
    const { code, errors } = await runWith(['network', 'show', 'mlp-8', '--data', 'pictures'], laboratory);
    expect(code).toBe(2);
    expect(errors).toContain('"pictures" is no source of data.');
  });
});

describe('network check', () => {
  const counts = {
    parameters: 4,
    tensors: 4,
    matched: 3,
    missing: 1,
    unexpected: 1,
    wrongShape: 0,
    wrongType: 0,
    notFinite: 0,
  };
  const mapping = {
    weights: 'w',
    fits: false,
    counts,
    matchedWeights: 5,
    differences: [{ kind: 'missing' as const, name: 'fc1.weight', expected: [8, 784] }],
    suggestion: 'Save it otherwise.',
  };

  test('fails when the weights do not fit, and says which', async () => {
    const asked: NetworkCheckQuestion[] = [];
    const { code, output, errors } = await runWith(['network', 'check', 'mlp-8', '--weights', 'w.safetensors'], {
      async checkNetwork(question) {
        asked.push(question);
        return { network: 'mlp-8', mapping };
      },
    });
    expect(asked[0]).toMatchObject({ model: { architecture: 'mlp-8' }, engine: 'auto' });
    expect(code).toBe(1);
    expect(output).toMatch(/^fc1\.weight +missing in the file +8, 784$/m);
    expect(output).toMatch(/^and 1 more$/m);
    expect(output).toContain('Save it otherwise.');
    expect(errors).toContain('The weights do not fit mlp-8.');
  });

  test('as JSON is one document', async () => {
    const logits = {
      reference: 'r.npz',
      images: 2,
      classes: 10,
      engine: 'wasm',
      maximumDifference: 1e-6,
      relativeDifference: 1e-7,
      agreeing: 2,
    };
    const { code, output } = await runWith(['network', 'check', 'a/net.onnx', '--reference', 'r.npz', '--json'], {
      checkNetwork: async () => ({ network: 'net', logits }),
    });
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ network: 'net', logits: { agreeing: 2 } });
  });
});

describe('network export', () => {
  const answer = { path: '/x/n.onnx', bytes: 1234, network: 'lenet5', codedLayers: ['fc1'], notes: ['Know this.'] };

  test('says what was written where', async () => {
    const asked: NetworkExportQuestion[] = [];
    const { code, output } = await runWith(['network', 'export', '7', 'n.onnx', '--codes'], {
      async exportNetwork(question) {
        asked.push(question);
        return answer;
      },
    });
    expect(code).toBe(0);
    expect(asked[0]).toMatchObject({ runId: 7, format: 'onnx', codes: true });
    expect(output).toBe('lenet5, 1 layer as integer codes: /x/n.onnx (1,234 bytes)\nKnow this.\n');
  });

  test('knows the format by the ending alone', async () => {
    const { code, errors } = await runWith(['network', 'export', '7', 'n.pt']);
    expect(code).toBe(2);
    expect(errors).toContain('End it in .onnx or .safetensors.');
  });
});
