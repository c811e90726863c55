import { elementTypeName } from './read-tensor.ts';
import { decodeMessage } from './decode-message.ts';
import { listed, invalidOnnx, quoted } from './onnx-error.ts';
import { type GraphMessage, type ModelMessage, modelSchema, type ValueInfoMessage } from './onnx-messages.ts';

/** Nodes a graph may have; deep networks spelt out in the smallest steps have a few thousand */
const maximumNodes = 50_000;
const oldestOpset = 7;
/** The newest version of the operators these rules were checked against */
export const newestOpset = 26;

export interface OnnxModel {
  /** Of the file itself */
  readonly byteLength: number;
  readonly graph: GraphMessage;
  /** Version of the standard operators */
  readonly opset: number;
  readonly input: GraphInput;
  readonly output: string;
  /** `metadata_props` */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface GraphInput {
  readonly name: string;
  /** [height, width, channels] of an image; of a vector [1, 1, length] */
  readonly shape: readonly [number, number, number];
  readonly isVector: boolean;
  /** Images the file is made for; undefined where it leaves them open */
  readonly batch: number | undefined;
}

/**
 * Reads a model and checks what does not depend on its nodes: one graph, from one input of images or vectors to one output,
 * by operators of a version that is known.
 *
 * @throws LabError `invalid-weights-file`
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const model = decodeMessage<ModelMessage>(modelSchema, bytes);
  const { graph } = model;
  if (graph === undefined || model.opsetImport.length === 0) {
    throw invalidOnnx('holds no graph, so it is no ONNX model', 'Check that the path names an ONNX file.');
  }
  const opset = model.opsetImport.find(({ domain = '' }) => domain === '' || domain === 'ai.onnx')?.version ?? 0;
  if (!(opset >= oldestOpset)) {
    throw invalidOnnx(
      `uses version ${opset} of the operators; ${oldestOpset} is the oldest that is read`,
      'Export the network with a newer opset_version, such as 17.',
    );
  }
  if (graph.node.length > maximumNodes) throw invalidOnnx(`has ${graph.node.length} nodes, more than ${maximumNodes}`);
  if (graph.sparseInitializer.length > 0) throw invalidOnnx('has sparse weights, which are not read');
  return {
    byteLength: bytes.length,
    graph,
    opset,
    input: graphInput(graph),
    output: onlyOne(graph.output, 'output').name ?? '',
    metadata: Object.fromEntries(model.metadata.map(({ key = '', value = '' }) => [key, value])),
  };
}

function onlyOne(values: readonly ValueInfoMessage[], what: 'input' | 'output'): ValueInfoMessage {
  const [value] = values;
  if (value !== undefined && values.length === 1) return value;
  const names = values.slice(0, 5).map(({ name = '' }) => quoted(name));
  throw invalidOnnx(
    `has ${values.length} ${what}s${names.length > 0 ? ` (${names.join(', ')})` : ''} where networks here have one`,
    `Export the network with one ${what}: ${what === 'input' ? 'images' : 'the logits'}.`,
  );
}

/** Weights were inputs too in old files. */
function graphInput(graph: GraphMessage): GraphInput {
  const weights = new Set(graph.initializer.map(({ name }) => name));
  const { name = '', type } = onlyOne(
    graph.input.filter((value) => !weights.has(value.name)),
    'input',
  );
  const title = quoted(name);
  if (type?.tensor === undefined)
    throw invalidOnnx(`has the input ${title}, which is a sequence or an optional value, no tensor`);
  const element = elementTypeName(type.tensor.elementType);
  if (element !== 'float' && element !== 'double' && element !== 'float16' && element !== 'bfloat16') {
    throw invalidOnnx(`has the input ${title} of whole numbers or text`, 'Export the network for float32 images.');
  }
  const [images, ...sizes] = type.tensor.shape?.dim ?? [];
  const shape = sizes.map(({ value }) => value ?? 0);
  const shown = [images, ...sizes].map((size) => size?.value ?? quoted(size?.parameter ?? '?'));
  if ((shape.length !== 3 && shape.length !== 1) || !shape.every((size) => Number.isSafeInteger(size) && size >= 1)) {
    throw invalidOnnx(
      `has the input ${title} of shape ${listed(shown)} where [images, channels, height, width] or [images, length] is needed`,
      'Export the network with fixed channels, height and width; the number of images alone may be open.',
    );
  }
  const batch = images?.value !== undefined && images.value > 0 ? images.value : undefined;
  if (shape.length === 1) return { name, shape: [1, 1, shape[0]!], isVector: true, batch };
  return { name, shape: [shape[1]!, shape[2]!, shape[0]!], isVector: false, batch };
}
