import { basename, extname } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { ImportedNetwork } from '../network-files/imported-network.ts';
import { readWholeFile } from '../read-file.ts';
import { affineLayer } from './affine-layer.ts';
import { evaluateGraph } from './evaluate-graph.ts';
import { type ExternalData, externalDataOf } from './external-data.ts';
import type { Feature, Value } from './graph-values.ts';
import { hasChannelsLast } from './input-layout.ts';
import { NetworkAssembly } from './network-assembly.ts';
import { invalidOnnx } from './onnx-error.ts';
import { newestOpset, type OnnxModel, readModel } from './read-model.ts';

/** What a protocol-buffers file may have; weights beyond it lie in files of their own. */
export const maximumOnnxBytes = 2 ** 31 - 1;

/** Names that exporters give to every graph. */
const nameless = /^(?:|main_?graph|torch[-_]jit(?:[-_]export)?|graph|tf2onnx|onnxmodel)$/i;

/**
 * Reads a network from an ONNX file: opset 7 and later, one input of images [n, c, h, w] or vectors [n, length], one output
 * [n, classes], float32 (float16, bfloat16 and double are turned into it), weights in the file or in files beside it.
 * docs/networks.md lists the operations.
 *
 * @throws LabError `missing-file`; `invalid-weights-file` for a damaged file, and for a network with something that has no
 *   layer here, naming the node and its position; `not-finite` for weights that are infinite or not a number
 */
export function importOnnx(path: string): ImportedNetwork {
  const bytes = readWholeFile(path, 'ONNX file', 'invalid-weights-file', maximumOnnxBytes);
  try {
    return importOnnxBytes(bytes, basename(path, extname(path)), externalDataOf(path));
  } catch (error) {
    throw error instanceof LabError ? namingFile(error, path) : error;
  }
}

/** With the path where a sentence speaks of the ONNX file. */
function namingFile(error: LabError, path: string): LabError {
  if (error.message.includes(path)) return error;
  const message = error.message.replace(/\bthe ONNX file\b/i, (words) => `${words} ${path}`);
  return new LabError(error.code, message, error.nextStep, { cause: error });
}

/**
 * As {@link importOnnx}, from bytes.
 * @param name of the network where the file gives it none
 * @param external where weights in other files are; without it they are refused
 */
export function importOnnxBytes(bytes: Uint8Array, name: string, external?: ExternalData): ImportedNetwork {
  const model = readModel(bytes);
  const isTurned = hasChannelsLast(model, external);
  const [second, third, first] = model.input.shape;
  const assembly = new NetworkAssembly(isTurned ? [first, second, third] : model.input.shape);
  const output = evaluateGraph(model, assembly, inputValue(model, assembly, isTurned), external);
  const { network, parameters } = assembly.build(graphName(model, name), requireLogits(model, assembly, output));
  const notes = [...modelNotes(model), ...(isTurned ? [turnedNote] : []), ...assembly.notes, ...affineNotes(assembly)];
  return { network, parameters, notes, format: 'onnx', metadata: model.metadata };
}

/** Vectors are images of one pixel that are flattened first. */
function inputValue({ input }: OnnxModel, assembly: NetworkAssembly, isTurned: boolean): Value {
  if (isTurned) return { kind: 'turned', of: assembly.input };
  return input.isVector
    ? assembly.append({ op: 'flatten', name: 'flatten_input', inputs: [assembly.input.node] })
    : assembly.input;
}

const turnedNote = 'The file reads images with their channels last, [images, height, width, channels].';

function affineNotes({ affineLayers: { ofImages, others } }: NetworkAssembly): string[] {
  const names = [...ofImages, ...others];
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(', ');
  return [
    `Scaling and shifting by constants is a batch norm here: ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
    ...(ofImages.length === 0
      ? []
      : [
          `The network normalises its images itself, in ${ofImages.join(', ')}; a study normalises them before it by the data's mean and deviation.`,
        ]),
  ];
}

function requireLogits({ graph }: OnnxModel, assembly: NetworkAssembly, last: Value): Feature {
  const isAffine = last.kind === 'channel-affine' || (last.kind === 'activation-part' && last.form === 'affine');
  const value = isAffine ? affineLayer(assembly, last, graph.node.length) : last;
  if (value.kind === 'feature' && value.shape.length === 1) return value;
  throw invalidOnnx(
    'has an output that is not one value for each class, [images, classes]',
    'Export the network up to its logits.',
  );
}

function graphName({ graph }: OnnxModel, otherwise: string): string {
  const own = (graph.name ?? '').replace(/[^\w.-]+/g, '_').slice(0, 100);
  return nameless.test(own) ? otherwise : own;
}

function modelNotes({ opset, input }: OnnxModel): string[] {
  const channels = input.shape[2];
  return [
    ...(opset > newestOpset
      ? [`The file uses version ${opset} of the operators, newer than the ${newestOpset} known here.`]
      : []),
    ...(input.isVector
      ? [`The network reads vectors of ${channels} values; here they are images of one pixel with as many channels.`]
      : []),
    ...(input.batch === undefined
      ? []
      : [
          `The file is made for ${input.batch === 1 ? 'one image' : `${input.batch} images`} at a time; here any number will do.`,
        ]),
  ];
}
