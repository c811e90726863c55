import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { RunEvent, TrainingPosition } from '../../contract/run.ts';
import { readSafetensors, type Tensor } from '../../data/safetensors.ts';
import { writeSafetensors } from '../../data/safetensors-writer.ts';
import { shapeToTorch, weightFromTorch, weightToTorch } from '../../data/weights-layout.ts';
import { LabError } from '../../contract/errors.ts';
import type { Network } from '../../lab/network/network.ts';
import type { StateSpecification } from '../../lab/ops/engine.ts';

/**
 * Writes the state of a training where the store can adopt it: parameters under torchvision's names and layout, so that any
 * tool reads them, and the optimiser's slots under their own names. A final one holds the parameters alone.
 *
 * @param state values by name, in our layout
 * @throws LabError 'disk-full'
 */
export function writeCheckpoint(
  folder: string,
  network: Network,
  shapes: StateSpecification,
  state: Readonly<Record<string, Float32Array>>,
  position: TrainingPosition,
  final: boolean,
): Extract<RunEvent, { type: 'checkpoint' }> {
  const tensors = new Map<string, Tensor>();
  for (const [name, values] of Object.entries(state)) {
    const parameter = network.parameters[name];
    if (parameter !== undefined) {
      tensors.set(name, weightToTorch(parameter.kind, { shape: parameter.shape, values }));
    } else if (!final) {
      tensors.set(name, { shape: shapes[name], values });
    }
  }
  const path = join(folder, `${randomUUID()}.safetensors`);
  const { sha256, byteLength } = writeSafetensors(path, tensors, {
    format: 'pt',
    architecture: network.name,
    epoch: String(position.epoch),
    step: String(position.step),
  });
  return { type: 'checkpoint', path, sha256, bytes: byteLength, position, final };
}

/**
 * Reads a checkpoint back, bit by bit.
 *
 * @throws LabError 'weights-mismatch' when it belongs to another network or optimiser
 */
export function readCheckpoint(
  file: string,
  network: Network,
  shapes: StateSpecification,
): Record<string, Float32Array> {
  const { tensors } = readSafetensors(file);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const tensor = tensors.get(name);
      const parameter = network.parameters[name];
      const expected = parameter === undefined ? shape : shapeToTorch(parameter.kind, shape);
      if (!(tensor?.values instanceof Float32Array) || tensor.shape.join() !== expected.join()) {
        throw new LabError(
          'weights-mismatch',
          `The checkpoint ${file} has no tensor '${name}' of shape [${expected.join(', ')}].`,
          'The run cannot be resumed with this configuration; start it anew.',
        );
      }
      const { values } = tensor;
      return [
        name,
        parameter === undefined ? values : weightFromTorch(parameter.kind, { shape: expected, values }).values,
      ];
    }),
  );
}
