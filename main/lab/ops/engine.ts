import type { Ops, Precision, Shape } from './ops.ts';

export type EngineName = 'graph' | 'tensorflow' | 'wasm' | 'cpu';
export type InputType = 'float32' | 'int32';
export type Values = Float32Array | Int32Array;

export interface InputSpecification {
  readonly shape: Shape;
  readonly type: InputType;
}

/** Named float32 tensors that live in the engine between runs: parameters, running statistics, optimiser slots. */
export type StateSpecification = Readonly<Record<string, Shape>>;

export interface ProgramResult<T> {
  /** What a run returns, as float32 */
  readonly outputs: Readonly<Record<string, T>>;
  /** New values of state tensors, assigned after everything the program reads has been read */
  readonly updates?: Readonly<Record<string, T>>;
}

/** A computation over inputs and state, written once over {@link Ops} and carried out by any engine. */
export interface Program {
  readonly inputs: Readonly<Record<string, InputSpecification>>;
  build<T>(ops: Ops<T>, inputs: Readonly<Record<string, T>>, state: Readonly<Record<string, T>>): ProgramResult<T>;
}

/** Keeps type inference and generics in one place for program authors. */
export function defineProgram(program: Program): Program {
  return program;
}

export interface EngineDescription {
  readonly name: EngineName;
  readonly precision: Precision;
  /** Version of each library that computes, for provenance */
  readonly versions: Readonly<Record<string, string>>;
}

export interface Engine {
  readonly description: EngineDescription;
  /**
   * Prepares programs that share one state.
   * @param initial values for every state tensor; length must equal the product of its shape
   */
  open(
    state: StateSpecification,
    programs: Readonly<Record<string, Program>>,
    initial: Readonly<Record<string, Float32Array>>,
  ): EngineSession;
}

export interface EngineSession {
  /** Runs one program. Inputs are checked against its specification. */
  run(program: string, inputs: Readonly<Record<string, Values>>): Promise<Record<string, Float32Array>>;
  /** Copies state tensors out (all when no names are given). */
  read(names?: readonly string[]): Promise<Record<string, Float32Array>>;
  write(values: Readonly<Record<string, Float32Array>>): Promise<void>;
  dispose(): void;
}
