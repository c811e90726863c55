import { dirname, join } from 'node:path';
import { readWholeFile } from '../read-file.ts';
import { externalLocation } from './external-data.ts';
import { maximumOnnxBytes } from './import-onnx.ts';
import { quoted } from './onnx-error.ts';
import { readModel } from './read-model.ts';

/**
 * The files beside an ONNX file in which it has weights, each once.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function externalFiles(path: string): readonly string[] {
  const { graph } = readModel(readWholeFile(path, 'ONNX file', 'invalid-weights-file', maximumOnnxBytes));
  const constants = graph.node.flatMap(({ attribute }) => attribute.flatMap(({ t }) => t ?? []));
  const locations = [...graph.initializer, ...constants]
    .filter(({ dataLocation }) => dataLocation === 1)
    .map(({ externalData, name = '' }) => externalLocation(externalData, quoted(name)));
  return [...new Set(locations)].toSorted().map((location) => join(dirname(path), location));
}
