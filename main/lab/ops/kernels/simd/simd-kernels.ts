import type { Tensor, TensorFlowCore } from '../tensorflow-core.ts';
import { elementwiseProductSums, outerProductSums, type ProductSums } from './product-sums.ts';
import { encodeModule } from './wasm-module.ts';
import { windowProducts, type WindowProducts } from './window-products.ts';

/** The largest block of sums that 16 vector registers hold beside their factors: rows, and vectors of 4 columns. */
export const largestBlock = { height: 4, width: 2 } as const;
export const largestElementwiseBlock = 4;

/** Our own vector loops over the memory in which tfjs's wasm backend keeps its tensors. */
export interface SimdKernels {
  /** By height - 1 and width - 1, up to {@link largestBlock} */
  readonly outerProductSums: readonly (readonly ProductSums[])[];
  /** By height - 1 and width - 1, up to {@link largestBlock} */
  readonly windowProducts: readonly (readonly WindowProducts[])[];
  /** By width - 1, up to {@link largestElementwiseBlock} */
  readonly elementwiseProductSums: readonly ProductSums[];
  /** Byte address of a tensor's numbers, valid until the tensor is disposed */
  addressOf(x: Tensor): number;
  /** The memory, valid until the next tensor is made */
  numbers(): Float32Array;
}

/** Members of tfjs-backend-wasm 4.22.0 that its types do not show. */
interface WasmBackendInside {
  readonly wasm?: { readonly asm?: { readonly memory?: unknown } };
  readonly dataIdMap?: { get(id: object): { readonly memoryOffset: number } };
}

/** The part of the WebAssembly JavaScript interface that is used: TypeScript has it only among the browser's types. */
interface WebAssemblyInterface {
  readonly Memory: new (...never: never[]) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

/** @returns undefined where tfjs's current backend is not `wasm`, keeps its memory hidden, or the machine has no vectors */
export function createSimdKernels(tf: TensorFlowCore): SimdKernels | undefined {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyInterface };
  if (tf.getBackend() !== 'wasm' || WebAssembly === undefined) return undefined;
  const backend = tf.backend() as unknown as WasmBackendInside;
  const memory = backend.wasm?.asm?.memory;
  const tensors = backend.dataIdMap;
  if (!(memory instanceof WebAssembly.Memory) || tensors === undefined) return undefined;
  const bytes = encodeModule([
    ...blocks.flat().map(({ height, width }) => outerProductSums(`outer${height}x${width}`, height, width)),
    ...blocks.flat().map(({ height, width }) => windowProducts(`window${height}x${width}`, height, width)),
    ...upTo(largestElementwiseBlock).map((width) => elementwiseProductSums(`elementwise${width}`, width)),
  ]);
  if (!WebAssembly.validate(bytes)) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const sums = exports as Readonly<Record<string, ProductSums>>;
  const windows = exports as Readonly<Record<string, WindowProducts>>;
  return {
    outerProductSums: blocks.map((row) => row.map(({ height, width }) => sums[`outer${height}x${width}`])),
    windowProducts: blocks.map((row) => row.map(({ height, width }) => windows[`window${height}x${width}`])),
    elementwiseProductSums: upTo(largestElementwiseBlock).map((width) => sums[`elementwise${width}`]),
    addressOf: (x) => tensors.get(x.dataId).memoryOffset,
    numbers: () => new Float32Array(memory.buffer),
  };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const blocks = upTo(largestBlock.height).map((height) => upTo(largestBlock.width).map((width) => ({ height, width })));
