import type { Ops } from '../../main/lab/ops/ops.ts';
import { referenceOps } from './reference-ops.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

/** A reference tensor that remembers whether a bfloat16 engine would hold it as an activation or as a parameter. */
export interface TypedTensor {
  readonly tensor: ReferenceTensor;
  readonly type: 'narrow' | 'wide';
}

export const narrow = (tensor: ReferenceTensor): TypedTensor => ({ tensor, type: 'narrow' });
export const wide = (tensor: ReferenceTensor): TypedTensor => ({ tensor, type: 'wide' });

type Operation = keyof Ops<unknown>;

const wideResults: ReadonlySet<Operation> = new Set([
  ...(['constant', 'zeros', 'widen', 'sum', 'mean', 'min', 'max', 'argMax', 'oneHot'] as const),
  ...([
    'conv2dFilterGradient',
    'logSoftmax',
    'softmaxCrossEntropy',
    'histogram',
    'randomNormal',
    'randomUniform',
  ] as const),
]);

/** Types an operation insists on, argument by argument; the rest may meet freely. */
const argumentTypes: Partial<Record<Operation, readonly TypedTensor['type'][]>> = {
  conv2d: ['narrow'],
  conv2dInputGradient: ['narrow'],
  conv2dFilterGradient: ['narrow', 'narrow'],
  reluGradient: ['narrow', 'narrow'],
  relu6Gradient: ['narrow', 'narrow'],
  maxPoolGradient: ['narrow', 'narrow', 'narrow'],
  averagePoolGradient: ['narrow'],
  batchNormTraining: ['narrow', 'wide', 'wide'],
  batchNormGradient: ['narrow', 'narrow', 'wide'],
  batchNormInference: ['narrow', 'wide', 'wide', 'wide', 'wide'],
  softmaxCrossEntropy: ['wide', 'wide'],
};

function isTyped(value: unknown): value is TypedTensor {
  return typeof value === 'object' && value !== null && 'tensor' in value;
}

function isReference(value: unknown): value is ReferenceTensor {
  return typeof value === 'object' && value !== null && 'values' in value && 'shape' in value;
}

/** Replaces what `convert` takes anywhere in arrays and plain objects. */
function deepMap(value: unknown, convert: (value: unknown) => unknown): unknown {
  const converted = convert(value);
  if (converted !== undefined) return converted;
  if (Array.isArray(value)) return value.map((item) => deepMap(item, convert));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepMap(item, convert)]));
}

function resultType(operation: Operation, args: readonly unknown[]): TypedTensor['type'] {
  if (operation === 'narrow') return 'narrow';
  if (wideResults.has(operation)) return 'wide';
  return args.flat().some((arg) => isTyped(arg) && arg.type === 'narrow') ? 'narrow' : 'wide';
}

/** The reference operations with the types of a bfloat16 engine, as the contract of {@link Ops} gives them. */
export const typedOps = new Proxy({} as Ops<TypedTensor>, {
  get(_, operation: Operation) {
    if (operation === 'precision') return 'bfloat16';
    return (...args: unknown[]): unknown => {
      argumentTypes[operation]?.forEach((type, index) => {
        const arg = args[index];
        if (isTyped(arg) && arg.type !== type) throw new TypeError(`${operation}: argument ${index} is not ${type}`);
      });
      const plain = args.map((arg) => deepMap(arg, (value) => (isTyped(value) ? value.tensor : undefined)));
      const result: unknown = Reflect.apply(referenceOps[operation] as () => unknown, referenceOps, plain);
      if (operation === 'shapeOf') return result;
      const type = resultType(operation, args);
      const typed = deepMap(result, (value) => (isReference(value) ? { tensor: value, type } : undefined));
      if (operation === 'batchNormTraining' || operation === 'batchNormGradient') return widenStatistics(typed);
      return typed;
    };
  },
});

/** Of a batch-norm's results only its output and its input's gradient are activations. */
function widenStatistics(result: unknown): unknown {
  return Object.fromEntries(
    Object.entries(result as Record<string, unknown>).map(([key, value]) => [
      key,
      key === 'output' || key === 'input'
        ? value
        : deepMap(value, (item) => (isTyped(item) ? wide(item.tensor) : undefined)),
    ]),
  );
}
