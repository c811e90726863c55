/**
 * Just enough of the WebAssembly binary format (W3C WebAssembly Core Specification 2.0, section 5) to write arithmetic loops
 * over a memory that another module owns.
 */
export interface WasmFunction {
  readonly name: string;
  /** Number of i32 parameters: locals 0, 1, ... */
  readonly parameters: number;
  /** i32 locals after the parameters */
  readonly integers: number;
  /** v128 locals after those */
  readonly vectors: number;
  readonly body: readonly number[];
}

const integerType = 0x7f;
const vectorType = 0x7b;

/** Unsigned LEB128 */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const text = (value: string): number[] => sized([...value].map((character) => character.charCodeAt(0)));
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];

/** The bytes of a module that imports `env.memory` and exports the functions by their names; none returns anything. */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(Array(parameters).fill([integerType])), 0]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0x00, 0x00];
  const code = functions.map(({ integers, vectors, body }) => {
    const locals = list([
      [...unsigned(integers), integerType],
      [...unsigned(vectors), vectorType],
    ]);
    return sized([...locals, ...body, 0x0b]);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(code)),
  ]);
}
