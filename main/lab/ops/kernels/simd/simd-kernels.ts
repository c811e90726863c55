import type { TensorFlowCore } from '../tensorflow-core.ts';
import { elementwiseProductSums, outerProductSums, type ProductSums } from './product-sums.ts';
import { encodeModule } from './wasm-module.ts';
import { wasmMemoryOf, webAssembly, type WasmMemory } from './wasm-memory.ts';
import { windowProducts, type WindowProducts } from './window-products.ts';

/** The largest block of sums that 16 vector registers hold beside their factors: rows, and vectors of 4 columns. */
export const largestBlock = { height: 4, width: 2 } as const;
export const largestElementwiseBlock = 4;

/** Our own vector loops over the memory in which tfjs's wasm backend keeps its tensors. */
export interface SimdKernels {
  readonly memory: WasmMemory;
  /** By height - 1 and width - 1, up to {@link largestBlock} */
  readonly outerProductSums: readonly (readonly ProductSums[])[];
  /** By height - 1 and width - 1, up to {@link largestBlock} */
  readonly windowProducts: readonly (readonly WindowProducts[])[];
  /** By width - 1, up to {@link largestElementwiseBlock} */
  readonly elementwiseProductSums: readonly ProductSums[];
}

/** @returns undefined where tensors are not in WebAssembly's memory, or the machine has no vectors */
export function createSimdKernels(tf: TensorFlowCore): SimdKernels | undefined {
  const memory = wasmMemoryOf(tf);
  if (memory === undefined || webAssembly === undefined) return undefined;
  const bytes = encodeModule([
    ...blocks.flat().map(({ height, width }) => outerProductSums(`outer${height}x${width}`, height, width)),
    ...blocks.flat().map(({ height, width }) => windowProducts(`window${height}x${width}`, height, width)),
    ...upTo(largestElementwiseBlock).map((width) => elementwiseProductSums(`elementwise${width}`, width)),
  ]);
  if (!webAssembly.validate(bytes)) return undefined;
  const { exports } = new webAssembly.Instance(new webAssembly.Module(bytes), { env: { memory: memory.memory } });
  const sums = exports as Readonly<Record<string, ProductSums>>;
  const windows = exports as Readonly<Record<string, WindowProducts>>;
  return {
    memory,
    outerProductSums: blocks.map((row) => row.map(({ height, width }) => sums[`outer${height}x${width}`])),
    windowProducts: blocks.map((row) => row.map(({ height, width }) => windows[`window${height}x${width}`])),
    elementwiseProductSums: upTo(largestElementwiseBlock).map((width) => sums[`elementwise${width}`]),
  };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const blocks = upTo(largestBlock.height).map((height) => upTo(largestBlock.width).map((width) => ({ height, width })));
