import type { Operation } from './node-call.ts';
import { clip, errorFunction, gelu, hardSigmoid, plainActivation } from './operations/activations.ts';
import { add, concat, divide, multiply, subtract, sum } from './operations/arithmetic.ts';
import { batchNormalization } from './operations/batch-normalization.ts';
import { convolution } from './operations/convolution.ts';
import { gemm, matMul } from './operations/linear.ts';
import { cast, dropout, identity, softmax } from './operations/passing.ts';
import { averagePool, globalAveragePool, globalMaxPool, maxPool, reduceMean } from './operations/pooling.ts';
import { flatten, pad, reshape, slice, squeeze } from './operations/rearranging.ts';
import { transpose } from './turned-values.ts';

/** What is done with each operation of ONNX that reads values made from the images. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['Add', add],
  ['AveragePool', averagePool],
  ['BatchNormalization', batchNormalization],
  ['Cast', cast],
  ['Clip', clip],
  ['Concat', concat],
  ['Conv', convolution],
  ['Div', divide],
  ['Dropout', dropout],
  ['Erf', errorFunction],
  ['Flatten', flatten],
  ['Gelu', gelu],
  ['Gemm', gemm],
  ['GlobalAveragePool', globalAveragePool],
  ['GlobalMaxPool', globalMaxPool],
  ['HardSigmoid', hardSigmoid],
  ['HardSwish', plainActivation('hard-swish')],
  ['Identity', identity],
  ['LogSoftmax', softmax],
  ['MatMul', matMul],
  ['MaxPool', maxPool],
  ['Mul', multiply],
  ['Pad', pad],
  ['ReduceMean', reduceMean],
  ['Relu', plainActivation('relu')],
  ['Reshape', reshape],
  ['Sigmoid', plainActivation('sigmoid')],
  ['Slice', slice],
  ['Softmax', softmax],
  ['Squeeze', squeeze],
  ['Sub', subtract],
  ['Sum', sum],
  ['Tanh', plainActivation('tanh')],
  ['Transpose', transpose],
]);

/** Operations whose result must be the graph's output. */
export const lastOnly: ReadonlySet<string> = new Set(['Softmax', 'LogSoftmax']);
