import { appendActivation } from './convert-activation.ts';
import type { Conversion, LayerConverter } from './conversion.ts';
import { reorderedRows } from './feature-order.ts';
import { requireChannelsLast, requireImage, singleInput } from './input-checks.ts';
import type { LayerConfig } from './layer-config.ts';
import type { Value } from './network-draft.ts';
import { windowGeometry } from './same-padding.ts';

interface Convolution {
  readonly window: readonly [number, number];
  readonly groups: number;
  /** Height, width, input channels of a group, output channels */
  readonly shape: readonly number[];
  readonly weight: Float32Array;
}

function appendConvolution(
  conversion: Conversion,
  config: LayerConfig,
  value: Value,
  { window, groups, shape, weight }: Convolution,
): Value {
  const { draft } = conversion;
  const { layer } = config;
  const channels = shape[3]!;
  const strides = config.pair('strides', 1);
  const dilations = config.pair('dilation_rate', 1);
  const { output, padding } = windowGeometry(config, { input: value.shape, window, strides, dilations });
  const name = draft.name(layer.name);
  const bias = config.flag('use_bias', true)
    ? { bias: draft.parameter(name, 'bias', 'bias', [channels], conversion.weight(config, 'bias', [channels])) }
    : {};
  draft.nodes.push({
    op: 'convolution',
    name,
    inputs: [value.node],
    geometry: { strides, padding, dilations, groups },
    parameters: { weight: draft.parameter(name, 'weight', 'convolution-weight', shape, weight), ...bias },
  });
  return activated(conversion, config, { node: name, shape: [...output, channels] });
}

function activated(conversion: Conversion, config: LayerConfig, value: Value): Value {
  const activation = config.text('activation', 'linear');
  return appendActivation(conversion, config, activation, value, `.${activation.toLowerCase()}`);
}

export const convertConvolution: LayerConverter = (conversion, config, inputs) => {
  const value = singleInput(config, inputs);
  requireChannelsLast(config);
  requireImage(config, value);
  const window = config.pair('kernel_size');
  const channels = config.pair('filters')[0];
  const groups = config.pair('groups', 1)[0];
  if (value.shape[2]! % groups !== 0 || channels % groups !== 0)
    return config.refuse(`cannot split its channels into ${groups} groups`);
  const shape = [...window, value.shape[2]! / groups, channels];
  const weight = conversion.weight(config, 'kernel', shape);
  return appendConvolution(conversion, config, value, { window, groups, shape, weight });
};

/** Keras has [height, width, channels, multiplier], which in memory is our [height, width, 1, channels × multiplier]. */
export const convertDepthwise: LayerConverter = (conversion, config, inputs) => {
  const value = singleInput(config, inputs);
  requireChannelsLast(config);
  requireImage(config, value);
  const window = config.pair('kernel_size');
  const multiplier = config.pair('depth_multiplier', 1)[0];
  const groups = value.shape[2]!;
  const role =
    conversion.optionalWeight(config.layer, 'depthwise_kernel') === undefined ? 'kernel' : 'depthwise_kernel';
  const weight = conversion.weight(config, role, [...window, groups, multiplier]);
  return appendConvolution(conversion, config, value, {
    window,
    groups,
    shape: [...window, 1, groups * multiplier],
    weight,
  });
};

/** On an image, Keras applies it to the channels of each pixel: a 1 × 1 convolution. */
export const convertDense: LayerConverter = (conversion, config, inputs) => {
  const { draft } = conversion;
  const value = singleInput(config, inputs);
  const units = config.pair('units')[0];
  const length = value.shape.at(-1)!;
  const kernel = conversion.weight(config, 'kernel', [length, units]);
  const isImage = value.shape.length === 3;
  const name = draft.name(config.layer.name);
  const bias = config.flag('use_bias', true)
    ? { bias: draft.parameter(name, 'bias', 'bias', [units], conversion.weight(config, 'bias', [units])) }
    : {};
  if (isImage) {
    const weight = draft.parameter(name, 'weight', 'convolution-weight', [1, 1, length, units], kernel);
    const geometry = { strides: [1, 1], padding: [0, 0, 0, 0], dilations: [1, 1], groups: 1 } as const;
    draft.nodes.push({ op: 'convolution', name, inputs: [value.node], geometry, parameters: { weight, ...bias } });
  } else {
    const rows = reorderedRows(kernel, value.order);
    const weight = draft.parameter(name, 'weight', 'linear-weight', [length, units], rows);
    draft.nodes.push({ op: 'linear', name, inputs: [value.node], parameters: { weight, ...bias } });
  }
  return activated(conversion, config, { node: name, shape: [...value.shape.slice(0, -1), units] });
};

/** Keras's momentum is the share that stays, ours the share that is new. */
export const convertBatchNorm: LayerConverter = (conversion, config, inputs) => {
  const { draft } = conversion;
  const value = singleInput(config, inputs);
  const axis: unknown = [config.value('axis') ?? -1].flat()[0];
  if (axis !== -1 && axis !== value.shape.length)
    return config.refuse(`normalises along the axis ${String(axis)}, not the channels`);
  const channels = value.shape.at(-1)!;
  const vector = (role: string): Float32Array =>
    reorderedRows(conversion.weight(config, role, [channels]), value.order);
  const constant = (number: number): Float32Array => new Float32Array(channels).fill(number);
  const name = draft.name(config.layer.name);
  const shape = [channels];
  const gamma = config.flag('scale', true) ? vector('gamma') : constant(1);
  const beta = config.flag('center', true) ? vector('beta') : constant(0);
  draft.nodes.push({
    op: 'batch-norm',
    name,
    inputs: [value.node],
    epsilon: config.number('epsilon', 1e-3),
    momentum: 1 - config.number('momentum', 0.99),
    parameters: {
      scale: draft.parameter(name, 'weight', 'scale', shape, gamma),
      shift: draft.parameter(name, 'bias', 'shift', shape, beta),
      runningMean: draft.parameter(name, 'running_mean', 'running-mean', shape, vector('moving_mean')),
      runningVariance: draft.parameter(name, 'running_var', 'running-variance', shape, vector('moving_variance')),
    },
  });
  return { ...value, node: name };
};
