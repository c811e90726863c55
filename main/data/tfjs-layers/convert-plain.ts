import { appendActivation } from './convert-activation.ts';
import type { LayerConverter } from './conversion.ts';
import { flattenedOrder, joinedOrder, sameOrder } from './feature-order.ts';
import { requireChannelsLast, requireImage, singleInput } from './input-checks.ts';
import type { Value } from './network-draft.ts';
import { broadcastShape } from '../../lab/network/rules/broadcasting.ts';
import { windowGeometry } from './same-padding.ts';

export const convertActivation: LayerConverter = (conversion, config, inputs) =>
  appendActivation(conversion, config, config.text('activation', 'linear'), singleInput(config, inputs));

export const convertSoftmax: LayerConverter = (conversion, config, inputs) =>
  appendActivation(conversion, config, 'softmax', singleInput(config, inputs));

export const convertReLU: LayerConverter = (conversion, config, inputs) => {
  const largest = config.value('max_value') ?? undefined;
  const isOther = config.number('negative_slope', 0) !== 0 || config.number('threshold', 0) !== 0;
  if (isOther || (largest !== undefined && largest !== 6)) return config.refuse('is no plain ReLU or ReLU6');
  return appendActivation(conversion, config, largest === 6 ? 'relu6' : 'relu', singleInput(config, inputs));
};

export const convertPooling =
  (op: 'max-pool' | 'average-pool'): LayerConverter =>
  ({ draft }, config, inputs) => {
    const value = singleInput(config, inputs);
    requireChannelsLast(config);
    requireImage(config, value);
    const window = config.pair('pool_size', 2);
    const strides = config.value('strides') === undefined ? window : config.pair('strides');
    const { output, padding } = windowGeometry(config, { input: value.shape, window, strides });
    // Keras averages over the pixels inside the image alone
    const excludes = op === 'average-pool' && padding.some((pixels) => pixels > 0) ? { excludesPadding: true } : {};
    const name = draft.name(config.layer.name);
    draft.nodes.push({ op, name, inputs: [value.node], geometry: { strides, padding, window }, ...excludes });
    return { node: name, shape: [...output, value.shape[2]!] };
  };

/** Kept spatial where a Reshape to [1, 1, channels] is all that follows. */
export const convertGlobalAverage: LayerConverter = (conversion, config, inputs) => {
  const { draft } = conversion;
  const value = singleInput(config, inputs);
  requireChannelsLast(config);
  requireImage(config, value);
  const channels = value.shape[2]!;
  const reader = conversion.onlyReader(config.layer);
  const target =
    reader?.className === 'Reshape' ? (reader.config.target_shape ?? reader.config.targetShape) : undefined;
  const isReshaped = Array.isArray(target) && target.length === 3 && target[0] === 1 && target[1] === 1;
  const keepSpatial = isReshaped || config.flag('keepdims', false);
  const name = draft.name(config.layer.name);
  draft.nodes.push({ op: 'global-average-pool', name, inputs: [value.node], keepSpatial });
  return { node: name, shape: keepSpatial ? [1, 1, channels] : [channels] };
};

export const convertFlatten: LayerConverter = ({ draft }, config, inputs) => {
  const value = singleInput(config, inputs);
  requireChannelsLast(config);
  if (value.shape.length === 1) return value;
  const name = draft.name(config.layer.name);
  draft.nodes.push({ op: 'flatten', name, inputs: [value.node] });
  const order = flattenedOrder(value.shape);
  return {
    node: name,
    shape: [value.shape.reduce((product, size) => product * size, 1)],
    ...(order === undefined ? {} : { order }),
  };
};

/** To a vector, which is flattening, or to the shape it has. */
export const convertReshape: LayerConverter = (conversion, config, inputs) => {
  const value = singleInput(config, inputs);
  const target = config.value('target_shape');
  const length = value.shape.reduce((product, size) => product * size, 1);
  const wanted = Array.isArray(target) ? (target as unknown[]).map((size) => (size === -1 ? length : size)) : [];
  if (wanted.length === 1 && wanted[0] === length) return convertFlatten(conversion, config, inputs);
  if (String(wanted) === String(value.shape)) return value;
  return config.refuse(`reshapes [${String(value.shape)}] to [${String(target)}], which is no flattening`);
};

export const convertDropout: LayerConverter = ({ draft }, config, inputs) => {
  const value = singleInput(config, inputs);
  const rate = config.number('rate');
  if (rate < 0 || rate >= 1) return config.refuse(`has the rate ${rate}`);
  if (config.value('noise_shape') !== undefined) return config.refuse('drops whole parts (`noise_shape`)');
  if (rate === 0) return value;
  const name = draft.name(config.layer.name);
  draft.nodes.push({ op: 'dropout', name, inputs: [value.node], rate });
  return { ...value, node: name };
};

export const convertZeroPadding: LayerConverter = ({ draft }, config, inputs) => {
  const value = singleInput(config, inputs);
  requireChannelsLast(config);
  requireImage(config, value);
  const written: unknown = config.value('padding') ?? 1;
  const pairs = (Array.isArray(written) ? written : [written, written]).map((side: unknown) =>
    Array.isArray(side) ? (side as unknown[]) : [side, side],
  );
  const isPixels = (pixels: unknown): boolean =>
    Number.isInteger(pixels) && (pixels as number) >= 0 && (pixels as number) < 10_000;
  if (pairs.length !== 2 || !pairs.every((pair) => pair.length === 2 && pair.every(isPixels))) {
    return config.refuse('has a `padding` that is no whole number of pixels for each side');
  }
  const [vertical, horizontal] = pairs as [[number, number], [number, number]];
  const name = draft.name(config.layer.name);
  const none = [0, 0] as const;
  draft.nodes.push({ op: 'pad', name, inputs: [value.node], paddings: [none, vertical, horizontal, none] });
  const [height, width, channels] = value.shape;
  return {
    node: name,
    shape: [height! + vertical[0] + vertical[1], width! + horizontal[0] + horizontal[1], channels!],
  };
};

export const convertArithmetic =
  (op: 'add' | 'multiply'): LayerConverter =>
  ({ draft, notes }, config, inputs) => {
    const [first, ...others] = inputs;
    if (first === undefined || others.length === 0) return config.refuse('reads fewer than two layers');
    return others.reduce((value, other, index): Value => {
      const shape = broadcastShape([value.shape, other.shape]);
      if (shape === undefined || value.shape.length !== other.shape.length) {
        return config.refuse(
          `reads [${String(value.shape)}] and [${String(other.shape)}], which do not fit each other`,
        );
      }
      if (!sameOrder(value.order, other.order))
        return config.refuse('joins a flattened image with a vector of another order');
      if (index === 1) notes.push(`"${config.layer.name}" takes more than two inputs and became several steps.`);
      const name = draft.name(config.layer.name);
      draft.nodes.push({ op, name, inputs: [value.node, other.node] });
      return { ...value, node: name, shape };
    }, first);
  };

export const convertConcatenate: LayerConverter = ({ draft }, config, inputs) => {
  const [first] = inputs;
  if (first === undefined) return config.refuse('reads no layer');
  const rank = first.shape.length + 1;
  const written = config.number('axis', -1);
  const axis = written < 0 ? rank + written : written;
  const fits = inputs.every(
    ({ shape }) => shape.length === rank - 1 && shape.every((size, at) => at + 1 === axis || size === first.shape[at]),
  );
  if (axis < 1 || axis >= rank || !fits) {
    return config.refuse(
      `cannot join ${inputs.map(({ shape }) => `[${String(shape)}]`).join(', ')} along its axis ${written}`,
    );
  }
  const order = joinedOrder(inputs.map(({ shape, order }) => ({ length: shape.at(-1)!, ...(order && { order }) })));
  const name = draft.name(config.layer.name);
  draft.nodes.push({ op: 'concat', name, inputs: inputs.map(({ node }) => node), axis });
  const length = inputs.reduce((sum, { shape }) => sum + shape[axis - 1]!, 0);
  return { node: name, shape: first.shape.with(axis - 1, length), ...(order && { order }) };
};
