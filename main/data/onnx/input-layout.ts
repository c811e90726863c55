import { attributeType, type GraphMessage } from './onnx-messages.ts';
import type { ExternalData } from './external-data.ts';
import type { OnnxModel } from './read-model.ts';
import { readTensor } from './read-tensor.ts';

/** What may stand between the images and where they are turned: it leaves every value in its place. */
const passing: ReadonlySet<string> = new Set(['Add', 'Cast', 'Div', 'Identity', 'Mul', 'Sub']);

/** Channels that images usually have, and rows do not. */
const usualChannels: readonly number[] = [1, 3];

/**
 * Whether a file reads images [n, h, w, c], as networks of Keras do: it turns them itself, or makes vectors of them at once
 * and their last axis alone has as many values as images have channels.
 */
export function hasChannelsLast(model: OnnxModel, external: ExternalData | undefined): boolean {
  const { graph, input } = model;
  if (input.isVector) return false;
  // As read: [n, c, h, w]
  const [second, third, channels] = input.shape;
  const [first, last] = [channels, third];
  const names = new Set([input.name]);
  for (const { opType = '', input: inputs, output, attribute } of graph.node) {
    const index = inputs.findIndex((name) => names.has(name));
    if (index < 0) continue;
    if (passing.has(opType)) {
      for (const name of output) names.add(name);
      continue;
    }
    const perm = attribute.find(({ name, type }) => name === 'perm' && type === attributeType.ints)?.ints;
    if (opType === 'Transpose') return perm?.join() === '0,3,1,2';
    if (opType !== 'Reshape' && opType !== 'Flatten') return false;
    const target = opType === 'Reshape' ? integersNamed(graph, inputs[1], external) : [];
    if (target?.length === 4) return last === 1 && first !== 1 && target.slice(1).join() === [1, first, second].join();
    return usualChannels.includes(last) && !usualChannels.includes(first);
  }
  return false;
}

function integersNamed(
  { initializer, node }: GraphMessage,
  name: string | undefined,
  external: ExternalData | undefined,
): readonly number[] | undefined {
  const stored = initializer.find((tensor) => tensor.name === name);
  const made = node.find(({ opType, output }) => opType === 'Constant' && output[0] === name);
  const message = stored ?? made?.attribute.find((attribute) => attribute.name === 'value')?.t;
  if (message === undefined || message.dims.length !== 1 || !(message.dims[0]! <= 8)) return undefined;
  return [...readTensor(message, external).values];
}
