import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mappingReport } from '../../../main/data/network-files/mapping-report.ts';
import { writeSafetensors } from '../../../main/data/safetensors-writer.ts';
import type { Tensor } from '../../../main/data/safetensors.ts';
import { shapeToTorch } from '../../../main/data/weights-layout.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { temporaryFolder } from '../support.ts';

const network = buildArchitecture('mlp-bn-6', { inputShape: [4, 4, 1], classes: 3 });

function tensors(rename: (name: string) => string = (name) => name): Map<string, Tensor> {
  return new Map(
    Object.entries(network.parameters).map(([name, { kind, shape }]) => {
      const turned = shapeToTorch(kind, shape);
      return [rename(name), { shape: turned, values: new Float32Array(turned.reduce((all, size) => all * size, 1)) }];
    }),
  );
}

function reportOf(content: ReadonlyMap<string, Tensor>) {
  const path = join(temporaryFolder(), 'w.safetensors');
  writeSafetensors(path, content);
  return mappingReport(network, path);
}

describe('the mapping of a weights file', () => {
  test('that fits has no differences', () => {
    const { fits, counts, matchedWeights, differences, suggestion } = reportOf(tensors());
    const count = Object.keys(network.parameters).length;
    expect({ fits, differences, suggestion }).toEqual({ fits: true, differences: [], suggestion: undefined });
    expect(counts).toMatchObject({ parameters: count, tensors: count, matched: count, missing: 0 });
    expect(matchedWeights).toBe(16 * 6 + 4 * 6 + 6 * 3 + 3);
  });

  test('tells everything that differs, with both shapes', () => {
    const content = tensors();
    const [first, second, third] = [...content.keys()] as [string, string, string];
    content.delete(first);
    content.set(second, { shape: [2, 2], values: new Float32Array(4) });
    content.set(third, { shape: content.get(third)!.shape, values: content.get(third)!.values.fill(NaN as never) });
    content.set('extra', { shape: [7], values: new Int32Array(7) });
    const { fits, counts, differences } = reportOf(content);
    expect(fits).toBe(false);
    expect(counts).toMatchObject({ missing: 1, unexpected: 1, wrongShape: 1, notFinite: 1 });
    expect(differences.map(({ kind, name }) => [kind, name])).toEqual([
      ['wrong-shape', second],
      ['missing', first],
      ['unexpected', 'extra'],
      ['not-finite', third],
    ]);
    expect(differences[0]).toMatchObject({ found: [2, 2] });
    expect(differences[2]).toMatchObject({ found: [7] });
  });

  test('suggests the prefix that all names have too many', () => {
    const { counts, suggestion } = reportOf(tensors((name) => `model.backbone.${name}`));
    expect(counts.matched).toBe(0);
    expect(suggestion).toContain('differ by the prefix "model.backbone.", which the file has');
  });

  test('suggests the prefix that all names lack', () => {
    const path = join(temporaryFolder(), 'w.safetensors');
    writeSafetensors(path, tensors());
    const parameters = Object.fromEntries(
      Object.entries(network.parameters).map(([name, specification]) => [`net.${name}`, specification]),
    );
    const { suggestion } = mappingReport({ ...network, parameters }, path);
    expect(suggestion).toContain('differ by the prefix "net.", which the network has');
  });

  test('takes the prefix of DataParallel for granted', () => {
    expect(reportOf(tensors((name) => `module.${name}`)).fits).toBe(true);
  });

  test('says when only the classes differ', () => {
    const content = tensors();
    const [weight, bias] = [...content.keys()].slice(-2) as [string, string];
    content.set(weight, { shape: [1000, 6], values: new Float32Array(6000) });
    content.set(bias, { shape: [1000], values: new Float32Array(1000) });
    expect(reportOf(content).suggestion).toBe(
      'Only the last layer differs: the file tells 1000 classes apart, and the network 3.',
    );
  });

  test('lists no more than twenty of a kind and counts all', () => {
    const extra = Array.from({ length: 50 }, (_, index): [string, Tensor] => [
      `x${index}`,
      { shape: [1], values: new Float32Array(1) },
    ]);
    const { counts, differences } = reportOf(new Map([...tensors(), ...extra]));
    expect(counts.unexpected).toBe(50);
    expect(differences).toHaveLength(20);
  });
});
