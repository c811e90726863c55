import type { LayerConverter } from './conversion.ts';
import {
  convertActivation,
  convertArithmetic,
  convertConcatenate,
  convertDropout,
  convertFlatten,
  convertGlobalAverage,
  convertPooling,
  convertReLU,
  convertReshape,
  convertSoftmax,
  convertZeroPadding,
} from './convert-plain.ts';
import { convertBatchNorm, convertConvolution, convertDense, convertDepthwise } from './convert-weighted.ts';

/** By Keras's class. Whatever is not here is refused by its name. */
export const layerConverters: ReadonlyMap<string, LayerConverter> = new Map<string, LayerConverter>([
  ['Conv2D', convertConvolution],
  ['DepthwiseConv2D', convertDepthwise],
  ['Dense', convertDense],
  ['BatchNormalization', convertBatchNorm],
  ['BatchNormalizationV1', convertBatchNorm],
  ['Activation', convertActivation],
  ['ReLU', convertReLU],
  ['Softmax', convertSoftmax],
  ['MaxPooling2D', convertPooling('max-pool')],
  ['AveragePooling2D', convertPooling('average-pool')],
  ['GlobalAveragePooling2D', convertGlobalAverage],
  ['Flatten', convertFlatten],
  ['Reshape', convertReshape],
  ['Dropout', convertDropout],
  ['ZeroPadding2D', convertZeroPadding],
  ['Add', convertArithmetic('add')],
  ['Multiply', convertArithmetic('multiply')],
  ['Concatenate', convertConcatenate],
]);
