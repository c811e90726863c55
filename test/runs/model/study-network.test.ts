import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { networkFileChecksum, readNetworkFile } from '../../../main/runs/model/network-file.ts';
import {
  canonicalName,
  networkName,
  studyNetwork,
  studyNetworkWithWeights,
} from '../../../main/runs/model/study-network.ts';
import { labErrorOf, temporaryFolder } from '../../data/support.ts';
import { onnxFile } from '../../support/network-files.ts';

const glyphs = { inputShape: [16, 16, 1], classes: 10 } as const;

describe('the network of a study', () => {
  test('is an architecture at the size of the data, without weights of its own', () => {
    const { network, ownWeights } = studyNetworkWithWeights({ architecture: 'lenet5' }, glyphs);
    expect(network.inputShape).toEqual([16, 16, 1]);
    expect(ownWeights).toBeUndefined();
  });

  test('is that of a file, with its weights and under its name', () => {
    const { path, parameters, network: exported } = onnxFile(temporaryFolder());
    const { network, ownWeights } = studyNetworkWithWeights({ file: path }, glyphs);
    expect(network.name).toBe('mine');
    expect(network.nodes.map(({ name }) => name)).toEqual(exported.nodes.map(({ name }) => name));
    expect(ownWeights).toEqual(parameters);
  });

  test.each([
    [{ inputShape: [28, 28, 1], classes: 10 }, /reads images of 16 × 16 × 1 .* and the data's are 28 × 28 × 1\.$/],
    [{ inputShape: [16, 16, 1], classes: 4 }, /tells 10 classes apart, and the data has 4\.$/],
  ] as const)('of a file does not fit %o', (size, words) => {
    const { path } = onnxFile(temporaryFolder());
    const refused = labErrorOf(() => studyNetwork({ file: path }, size), 'invalid-specification');
    expect(refused.message).toMatch(words);
  });

  test('of a file with the name of an architecture is told from it', () => {
    const { path } = onnxFile(temporaryFolder(), 'lenet5.onnx');
    expect(networkName({ file: path })).toBe('lenet5 (file)');
    expect(canonicalName('lenet5 (file)', { file: path })).toBe('lenet5 (file)');
    expect(canonicalName('LeNet5', { file: path })).toBe('lenet5');
    labErrorOf(() => canonicalName('lenet5 (file)', { architecture: 'lenet5' }), 'invalid-specification');
  });
});

describe('the file of a network', () => {
  test('must be the one that the study was made with', () => {
    const folder = temporaryFolder();
    const { path } = onnxFile(folder);
    const checksum = networkFileChecksum(path);
    expect(studyNetwork({ file: path, checksum }, glyphs).classes).toBe(10);
    onnxFile(folder, 'mine.onnx', 4);
    const { message, nextStep } = labErrorOf(() => studyNetwork({ file: path, checksum }, glyphs), 'weights-mismatch');
    expect(message).toContain('is not the one that the study was made with');
    expect(nextStep).toContain('Put the earlier file back');
  });

  test('is read again when it changes, and only then', () => {
    const folder = temporaryFolder();
    const { path } = onnxFile(folder);
    const first = readNetworkFile(path);
    expect(readNetworkFile(path)).toBe(first);
    onnxFile(folder, 'mine.onnx', 5, 'mlp-12');
    expect(readNetworkFile(path).network.nodes).not.toEqual(first.network.nodes);
  });

  test('has the checksum of its content, wherever it lies', () => {
    const folder = temporaryFolder();
    const { path } = onnxFile(folder);
    copyFileSync(path, join(folder, 'copy.onnx'));
    expect(networkFileChecksum(join(folder, 'copy.onnx'))).toBe(networkFileChecksum(path));
    appendFileSync(path, Buffer.from([0x20, 1]));
    expect(networkFileChecksum(join(folder, 'copy.onnx'))).not.toBe(networkFileChecksum(path));
  });

  test.each(['weights.safetensors', 'model.pt', 'model.h5', 'x.txt'])('is not %s', (name) => {
    const path = join(temporaryFolder(), name);
    appendFileSync(path, 'no network');
    labErrorOf(() => readNetworkFile(path), 'invalid-weights-file');
  });

  test('that is not there is said to be missing', () => {
    labErrorOf(() => readNetworkFile(join(temporaryFolder(), 'none.onnx')), 'missing-file');
  });
});
