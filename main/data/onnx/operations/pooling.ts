import { listed } from '../onnx-error.ts';
import { imageAt, rankOf } from '../features.ts';
import { axesOf } from '../fold-constants.ts';
import type { Feature } from '../graph-values.ts';
import { intAttribute, intsAttribute, nameOf, type NodeCall, refusal } from '../node-call.ts';
import { windowAttributes, type WindowAttributes } from './window-attributes.ts';

interface Window extends WindowAttributes {
  readonly of: Feature;
  readonly window: readonly [number, number];
}

function windowOf(call: NodeCall): Window {
  const of = imageAt(call, 0);
  const window = intsAttribute(call, 'kernel_shape') ?? [];
  if (window.length !== 2)
    throw refusal(call, `Its kernel_shape is ${listed(window)}, and only images have a layer here`);
  const attributes = windowAttributes(call, of, window);
  if (attributes.dilations.some((dilation) => dilation !== 1)) throw refusal(call, 'Its window is dilated');
  return { of, window: [window[0]!, window[1]!], ...attributes };
}

/** MaxPool; with windows of one pixel and equal strides it only leaves pixels out. */
export function maxPool(call: NodeCall): Feature {
  const { of, window, strides, padding } = windowOf(call);
  const name = nameOf(call);
  const isSubsampling = Math.max(...window) === 1 && strides[0] === strides[1] && Math.max(...padding) === 0;
  if (isSubsampling) return call.assembly.append({ op: 'subsample', name, inputs: [of.node], stride: strides[0] });
  return call.assembly.append({ op: 'max-pool', name, inputs: [of.node], geometry: { window, strides, padding } });
}

/** AveragePool, with padding in the mean or not. */
export function averagePool(call: NodeCall): Feature {
  const { of, window, strides, padding, overhang } = windowOf(call);
  const isPaddingCounted = intAttribute(call, 'count_include_pad') === 1;
  if (isPaddingCounted && Math.max(...overhang) > 0) {
    throw refusal(
      call,
      'Its last windows reach beyond the padding (ceil_mode), and programs differ in what they divide by there',
      'Export it with ceil_mode off, or with count_include_pad off.',
    );
  }
  const geometry = { window, strides, padding };
  const excludesPadding = !isPaddingCounted && Math.max(...padding) > 0;
  return call.assembly.append({
    op: 'average-pool',
    name: nameOf(call),
    inputs: [of.node],
    geometry,
    ...(excludesPadding && { excludesPadding }),
  });
}

export function globalAveragePool(call: NodeCall): Feature {
  return appendGlobalAverage(call, imageAt(call, 0), true);
}

export function globalMaxPool(call: NodeCall): Feature {
  const of = imageAt(call, 0);
  const window = [of.shape[0]!, of.shape[1]!] as const;
  const geometry = { window, strides: [1, 1], padding: [0, 0, 0, 0] } as const;
  return call.assembly.append({ op: 'max-pool', name: nameOf(call), inputs: [of.node], geometry });
}

/** ReduceMean over rows and columns, both. */
export function reduceMean(call: NodeCall): Feature {
  const of = imageAt(call, 0);
  const axes = axesOf(call, 1, rankOf(of)) ?? [];
  if (axes.toSorted().join() !== '2,3') {
    throw refusal(
      call,
      `It takes the mean over the axes ${listed(axes)}; only over rows and columns, [2, 3], is there a layer`,
    );
  }
  return appendGlobalAverage(call, of, intAttribute(call, 'keepdims') !== 0);
}

function appendGlobalAverage(call: NodeCall, of: Feature, keepSpatial: boolean): Feature {
  return call.assembly.append({ op: 'global-average-pool', name: nameOf(call), inputs: [of.node], keepSpatial });
}
