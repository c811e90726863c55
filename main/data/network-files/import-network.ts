import { extname } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { checksumOfFiles } from '../checksum-of-files.ts';
import { externalFiles } from '../onnx/external-files.ts';
import { importOnnx } from '../onnx/import-onnx.ts';
import { readExactly, withOpenFile } from '../read-file.ts';
import { importTfjsLayers } from '../tfjs-layers/import-tfjs-layers.ts';
import { readModelJson } from '../tfjs-layers/model-json.ts';
import { shardPaths } from '../tfjs-layers/weight-shards.ts';
import type { ImportedNetwork, NetworkFileFormat } from './imported-network.ts';

const what = 'network file';
const code = 'invalid-weights-file';

/** What is often tried, and what to do with it. */
const others: Readonly<Record<string, string>> = {
  '.safetensors':
    'It holds weights alone: give it as `weights` beside an `architecture`, or beside the network it belongs to.',
  '.pt': 'Export the network as ONNX: torch.onnx.export(model, image, "network.onnx").',
  '.pth': 'Export the network as ONNX: torch.onnx.export(model, image, "network.onnx").',
  '.h5': 'Convert it with tensorflowjs_converter --input_format keras.',
  '.keras': 'Convert it with tensorflowjs_converter --input_format keras_keras.',
  '.tflite': 'Export the network as ONNX, in 32-bit numbers.',
};

/**
 * The format of a network file, by its first bytes.
 *
 * @throws LabError `missing-file`; `invalid-weights-file` where its ending says that it is another kind of file
 */
export function networkFileFormat(path: string): NetworkFileFormat {
  const first = withOpenFile(path, what, code, (file) => readExactly(file, 0, Math.min(64, file.byteLength)));
  const ending = extname(path).toLowerCase();
  const hint = others[ending];
  if (hint !== undefined) throw new LabError(code, `${path} is no file of a network that can be read.`, hint);
  const text = new TextDecoder('latin1')
    .decode(first)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text.startsWith('{') || ending === '.json') return 'tfjs-layers';
  // A serialised ModelProto begins with its first field, the version of the format
  if (ending === '.onnx' || first[0] === 0x08) return 'onnx';
  throw new LabError(
    code,
    `${path} is neither an ONNX file nor the model.json of a tfjs layers model.`,
    'Give the path of one of the two; docs/networks.md says how to make them.',
  );
}

/**
 * Reads a network of another program with its weights: an ONNX file, or the `model.json` of a tfjs layers model.
 *
 * @throws LabError `missing-file`; `invalid-weights-file` for a damaged file, or one with something that does not exist here
 */
export function importNetwork(path: string): ImportedNetwork {
  return networkFileFormat(path) === 'onnx' ? importOnnx(path) : importTfjsLayers(path);
}

/**
 * The files that a network is stored in, that of `path` first.
 *
 * @throws LabError as {@link importNetwork} does
 */
export function networkFileParts(path: string): readonly string[] {
  const others =
    networkFileFormat(path) === 'onnx' ? externalFiles(path) : shardPaths(path, readModelJson(path).manifest);
  return [path, ...others];
}

/** SHA-256 (hex) of what a network is stored in, one file after the other. */
export const checksumOfParts = (files: readonly string[]): string => checksumOfFiles(files, what, code);
