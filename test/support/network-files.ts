import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOnnx } from '../../main/data/onnx/export-onnx.ts';
import { buildArchitecture } from '../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../main/lab/network/initialisation.ts';
import type { Network } from '../../main/lab/network/network.ts';

export interface NetworkFile {
  readonly path: string;
  readonly network: Network;
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

/** An ONNX file of a small network for the glyphs, 16 × 16 pixels and 10 classes, with weights that a seed draws. */
export function onnxFile(folder: string, name = 'mine.onnx', seed = 3, architecture = 'lenet5'): NetworkFile {
  const network = buildArchitecture(architecture, { inputShape: [16, 16, 1], classes: 10 });
  const parameters = initialParameters(network, seed);
  const path = join(folder, name);
  writeFileSync(path, exportOnnx(network, parameters, { version: 'test' }));
  return { path, network, parameters };
}
