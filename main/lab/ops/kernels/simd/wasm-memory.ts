import type { Shape } from '../../ops.ts';
import type { Tensor, TensorFlowCore } from '../tensorflow-core.ts';

/** The memory in which tfjs's wasm backend keeps its tensors. */
export interface WasmMemory {
  /** What a WebAssembly module imports to work on it */
  readonly memory: object;
  /** Byte address of a tensor's numbers, valid until the tensor is disposed */
  addressOf(x: Tensor): number;
  /** All of it as float32, valid until the next tensor is made */
  numbers(): Float32Array;
  /** A new float32 tensor with any numbers in it: the caller has to write every one */
  unwritten(shape: Shape): Tensor;
}

/** The part of the WebAssembly JavaScript interface that is used: TypeScript has it only among the browser's types. */
export interface WebAssemblyInterface {
  readonly Memory: new (...never: never[]) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

export const webAssembly = (globalThis as { readonly WebAssembly?: WebAssemblyInterface }).WebAssembly;

/** Members of tfjs-backend-wasm 4.22.0 that its types do not show. */
interface WasmBackendInside {
  readonly wasm?: { readonly asm?: { readonly memory?: unknown } };
  readonly dataIdMap?: { get(id: object): { readonly memoryOffset: number } };
  makeOutput?(shape: number[], type: 'float32'): { dataId: object; shape: number[]; dtype: 'float32' };
}

/** @returns undefined where tfjs's current backend is not `wasm`, or not made as in version 4.22.0 */
export function wasmMemoryOf(tf: TensorFlowCore): WasmMemory | undefined {
  if (tf.getBackend() !== 'wasm' || webAssembly === undefined) return undefined;
  const backend = tf.backend() as unknown as WasmBackendInside;
  const memory = backend.wasm?.asm?.memory;
  const tensors = backend.dataIdMap;
  if (!(memory instanceof webAssembly.Memory) || tensors === undefined || backend.makeOutput === undefined) {
    return undefined;
  }
  return {
    memory,
    addressOf: (x) => tensors.get(x.dataId).memoryOffset,
    numbers: () => new Float32Array(memory.buffer),
    unwritten: (shape) => tf.engine().makeTensorFromTensorInfo(backend.makeOutput!([...shape], 'float32')),
  };
}
