import type { Normalisation } from '../normalisation.ts';
import { LabError } from '../../contract/errors.ts';
import { INPUT_NAME } from '../../lab/network/network.ts';
import type { Network, ParameterSpecification } from '../../lab/network/network.ts';
import { inferShapes } from '../../lab/network/shapes.ts';
import type { WeightCodes } from '../../lab/noise/weight-codes.ts';
import { encodeMessage } from './encode-message.ts';
import { exportNode, normalisationNodes, normalisedName } from './export-nodes.ts';
import { codedParameter, parameterTensor } from './export-tensors.ts';
import {
  type DimensionMessage,
  elementType,
  modelSchema,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from './onnx-messages.ts';

export interface OnnxExportOptions {
  /** Of this program */
  readonly version: string;
  /** Weights to be written as whole numbers with DequantizeLinear nodes, by parameter name; all others as float32 */
  readonly codes?: Readonly<Record<string, WeightCodes>>;
  /** Where the network comes from (study, run, command, SHA-256, ...), written as the model's metadata */
  readonly provenance?: Readonly<Record<string, string>>;
  /** By which the network is to begin: (image - mean) / deviation, a number for each channel */
  readonly normalisation?: Normalisation;
}

/** Operators and file format: the oldest with all that is needed. DequantizeLinear of 16 bits came late. */
const plain = { operators: 17, format: 8 };
const wideCodes = { operators: 21, format: 10 };

/** What any reader of protocol buffers takes */
const maximumBytes = 2 ** 31 - 1;

/**
 * The bytes of an ONNX file of a network: images [batch, c, h, w] under `input`, the batch open, to logits [batch, classes];
 * nodes and parameters under their names here, parameters in PyTorch's layout. The same network gives the same bytes.
 *
 * @param parameters by parameter name, in our layout
 * @throws LabError `weights-mismatch` when a parameter is missing or of the wrong size; `invalid-specification` for a network
 *   ONNX cannot say, or of 2 GiB and more
 */
export function exportOnnx(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  { version, codes = {}, provenance = {}, normalisation }: OnnxExportOptions,
): Uint8Array {
  const weights = exportParameters(network, parameters, codes);
  const { nodes, constants } = exportNodes(network, normalisation === undefined ? INPUT_NAME : normalisedName);
  const first = normalisation === undefined ? { nodes: [], constants: [] } : normalisationNodes(normalisation);
  const initializer = [...weights.tensors, ...first.constants, ...constants];
  requireSize(network, initializer);
  const isWide = Object.values(codes).some((coded) => coded.codes.BYTES_PER_ELEMENT > 1);
  const { operators, format } = isWide ? wideCodes : plain;
  const [height, width, channels] = network.inputShape;
  return encodeMessage(modelSchema, {
    irVersion: format,
    producerName: 'noisefloor',
    producerVersion: version,
    opsetImport: [{ version: operators }],
    metadata: Object.keys(provenance)
      .sort()
      .map((key) => ({ key, value: provenance[key] })),
    graph: {
      name: network.name,
      node: [...weights.nodes, ...first.nodes, ...nodes],
      initializer,
      input: [floatValue(INPUT_NAME, [channels, height, width])],
      output: [floatValue(valueNames(network).get(network.nodes.at(-1)!.name)!, [network.classes])],
    },
  });
}

function exportParameters(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  codes: Readonly<Record<string, WeightCodes>>,
): { readonly tensors: readonly TensorMessage[]; readonly nodes: readonly NodeMessage[] } {
  const tensors: TensorMessage[] = [];
  const nodes: NodeMessage[] = [];
  for (const [name, specification] of Object.entries(network.parameters)) {
    if (Object.hasOwn(codes, name)) {
      const coded = codedParameter(name, specification, codes[name]!);
      tensors.push(...coded.tensors);
      nodes.push(coded.node);
    } else {
      tensors.push(parameterTensor(name, specification, valuesOf(name, specification, parameters)));
    }
  }
  return { tensors, nodes };
}

function valuesOf(
  name: string,
  { shape }: ParameterSpecification,
  parameters: Readonly<Record<string, Float32Array>>,
): Float32Array {
  const values = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const size = shape.reduce((product, length) => product * length, 1);
  if (values?.length === size) return values;
  throw new LabError(
    'weights-mismatch',
    `The parameter ${name} has ${values?.length ?? 'no'} values where its shape [${shape.join(', ')}] needs ${size}.`,
    'Export the network with its own parameters.',
  );
}

function exportNodes(
  network: Network,
  input: string,
): { readonly nodes: NodeMessage[]; readonly constants: TensorMessage[] } {
  const shapes = inferShapes(network, 1);
  const names = valueNames(network).set(INPUT_NAME, input);
  const exported = network.nodes.map((node) =>
    exportNode(node, {
      inputs: node.inputs.map((name) => names.get(name)!),
      output: names.get(node.name)!,
      shapes: node.inputs.map((name) => shapes.get(name)!),
    }),
  );
  return { nodes: exported.flatMap(({ nodes }) => nodes), constants: exported.flatMap(({ constants }) => constants) };
}

/** What nodes compute has their name, unless a parameter has it. */
function valueNames({ nodes, parameters }: Network): Map<string, string> {
  return new Map([
    [INPUT_NAME, INPUT_NAME],
    ...nodes.map(({ name }) => [name, Object.hasOwn(parameters, name) ? `${name}/output` : name] as const),
  ]);
}

function floatValue(name: string, shape: readonly number[]): ValueInfoMessage {
  const dim: DimensionMessage[] = [{ parameter: 'batch' }, ...shape.map((value) => ({ value }))];
  return { name, type: { tensor: { elementType: elementType.float, shape: { dim } } } };
}

function requireSize(network: Network, tensors: readonly TensorMessage[]): void {
  const bytes = tensors.reduce((sum, { rawData }) => sum + rawData!.length, 0);
  if (bytes < maximumBytes - 2 ** 24) return;
  throw new LabError(
    'invalid-specification',
    `The parameters of ${network.name} take ${bytes} bytes, more than one ONNX file holds.`,
    'Export the weights as safetensors.',
  );
}
