import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOnnx } from '../../main/data/onnx/export-onnx.ts';
import { buildArchitecture } from '../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../main/lab/network/initialisation.ts';
import type { NetworkSize } from '../../main/lab/network/architectures/architecture.ts';
import type { Network } from '../../main/lab/network/network.ts';

export interface NetworkFile {
  readonly path: string;
  readonly network: Network;
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

const ofGlyphs: NetworkSize = { inputShape: [16, 16, 1], classes: 10 };

/**
 * An ONNX file of a small network, for the glyphs unless another size is given, with weights that a seed draws.
 *
 * @param provenance its metadata
 */
export function onnxFile(
  folder: string,
  name = 'mine.onnx',
  seed = 3,
  architecture = 'lenet5',
  size = ofGlyphs,
  provenance: Readonly<Record<string, string>> = {},
): NetworkFile {
  const network = buildArchitecture(architecture, { ...size });
  const parameters = initialParameters(network, seed);
  const path = join(folder, name);
  writeFileSync(path, exportOnnx(network, parameters, { version: 'test', provenance }));
  return { path, network, parameters };
}

/** A tfjs layers model of one dense layer for rows of features. @returns the path of its `model.json` */
export function denseModel(folder: string, features: number, classes: number): string {
  const layers = [
    { class_name: 'Flatten', config: { name: 'flatten', batch_input_shape: [null, 1, 1, features] } },
    { class_name: 'Dense', config: { name: 'dense', units: classes, activation: 'linear', use_bias: true } },
  ];
  const weights = [
    { name: 'dense/kernel', shape: [features, classes], dtype: 'float32' },
    { name: 'dense/bias', shape: [classes], dtype: 'float32' },
  ];
  const json = {
    format: 'layers-model',
    modelTopology: { class_name: 'Sequential', config: { name: 'dense', layers } },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  const path = join(folder, 'model.json');
  writeFileSync(path, JSON.stringify(json));
  writeFileSync(join(folder, 'weights.bin'), new Uint8Array(4 * (features + 1) * classes));
  return path;
}
