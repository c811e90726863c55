import { LabError } from '../../../contract/errors.ts';
import { checkInitialState, checkInputs, checkProgram } from '../checks.ts';
import type {
  Engine,
  EngineName,
  EngineSession,
  Program,
  ProgramResult,
  StateSpecification,
  Values,
} from '../engine.ts';
import type { Ops } from '../ops.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

export interface KernelEngineOptions {
  /** With the backend called `name` current */
  readonly tf: TensorFlowCore;
  readonly name: Exclude<EngineName, 'graph'>;
  readonly versions: Readonly<Record<string, string>>;
  readonly createOps: (tf: TensorFlowCore) => Ops<Tensor>;
}

/**
 * The eager engine: a program is built anew at every run, on tensors of tfjs's current backend. State tensors live between
 * runs; every other tensor is disposed when its run ends, also when it fails.
 *
 * @throws LabError `engine-unavailable` when another backend is current
 */
export function createKernelEngine({ tf, name, versions, createOps }: KernelEngineOptions): Engine {
  const requireBackend = () => {
    if (tf.getBackend() === name) return;
    throw new LabError(
      'engine-unavailable',
      `The ${name} engine needs the backend ${name}, but ${tf.getBackend() || 'none'} is current in this thread.`,
      'Load one engine a thread; this is a defect worth reporting.',
    );
  };
  requireBackend();
  const ops = createOps(tf);
  return {
    description: { name, precision: ops.precision, versions },
    open(state, programs, initial) {
      requireBackend();
      checkInitialState(state, initial);
      return new KernelSession(tf, ops, requireBackend, state, programs, initial);
    },
  };
}

class KernelSession implements EngineSession {
  private readonly tf: TensorFlowCore;
  private readonly ops: Ops<Tensor>;
  private readonly requireBackend: () => void;
  private readonly specification: StateSpecification;
  private readonly programs: ReadonlyMap<string, Program>;
  private readonly state = new Map<string, Tensor>();

  constructor(
    tf: TensorFlowCore,
    ops: Ops<Tensor>,
    requireBackend: () => void,
    specification: StateSpecification,
    programs: Readonly<Record<string, Program>>,
    initial: Readonly<Record<string, Float32Array>>,
  ) {
    this.tf = tf;
    this.ops = ops;
    this.requireBackend = requireBackend;
    this.specification = specification;
    this.programs = new Map(Object.entries(programs));
    for (const [name, shape] of Object.entries(specification)) this.assign(name, this.tensor(initial[name], shape));
  }

  async run(name: string, inputs: Readonly<Record<string, Values>>): Promise<Record<string, Float32Array>> {
    this.requireBackend();
    const program = checkProgram(this.programs, name);
    checkInputs(program.inputs, inputs);
    const { outputs, updates } = this.tf.tidy(() => this.compute(program, inputs));
    for (const [state, value] of Object.entries(updates)) this.assign(state, value);
    return this.fetch(outputs);
  }

  async read(names: readonly string[] = [...this.state.keys()]): Promise<Record<string, Float32Array>> {
    return this.fetch(Object.fromEntries(names.map((name) => [name, this.stateTensor(name).clone()])));
  }

  async write(values: Readonly<Record<string, Float32Array>>): Promise<void> {
    for (const name of Object.keys(values)) this.stateTensor(name);
    checkInitialState(Object.fromEntries(Object.keys(values).map((name) => [name, this.specification[name]])), values);
    for (const [name, array] of Object.entries(values)) this.assign(name, this.tensor(array, this.specification[name]));
  }

  dispose(): void {
    for (const tensor of this.state.values()) tensor.dispose();
    this.state.clear();
  }

  private compute(program: Program, inputs: Readonly<Record<string, Values>>) {
    const tensors = Object.entries(program.inputs).map(([name, { shape }]) => [name, this.tensor(inputs[name], shape)]);
    const result: ProgramResult<Tensor> = program.build(
      this.ops,
      Object.fromEntries(tensors) as Record<string, Tensor>,
      Object.fromEntries(this.state),
    );
    const updates = result.updates ?? {};
    for (const [name, value] of Object.entries(updates)) this.requireShape(name, value);
    return { outputs: this.owned(result.outputs), updates: this.owned(updates) };
  }

  /** Handles of their own on the same numbers: a program may return an input, a state tensor, or one tensor twice. */
  private owned(tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
    return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.clone()]));
  }

  private requireShape(name: string, value: Tensor): void {
    const expected = this.stateTensor(name).shape;
    if (expected.join() === value.shape.join() && value.dtype === 'float32') return;
    throw new RangeError(
      `State tensor '${name}' is float32 [${expected.join(', ')}], its update ${value.dtype} [${value.shape.join(', ')}]`,
    );
  }

  private stateTensor(name: string): Tensor {
    const tensor = this.state.get(name);
    if (tensor !== undefined) return tensor;
    throw new LabError(
      'invalid-argument',
      `No state tensor is called '${name}'; there are ${[...this.state.keys()].join(', ') || 'none'}.`,
      'This is a defect of the program that called the engine; please report it.',
    );
  }

  private assign(name: string, value: Tensor): void {
    this.state.get(name)?.dispose();
    this.state.set(name, value);
  }

  /** Of a copy: the cpu backend keeps the array itself, and the caller may write to it again. */
  private tensor(values: Values, shape: readonly number[]): Tensor {
    return this.tf.tensor(values.slice(), [...shape], values instanceof Int32Array ? 'int32' : 'float32');
  }

  /** Copies tensors out, then disposes them. */
  private async fetch(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Float32Array>> {
    try {
      const values = await Promise.all(
        Object.entries(tensors).map(async ([name, tensor]) => [name, Float32Array.from(await tensor.data())] as const),
      );
      return Object.fromEntries(values);
    } finally {
      for (const tensor of Object.values(tensors)) tensor.dispose();
    }
  }
}
