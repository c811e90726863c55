import type { Engine, EngineSession, Program, Values } from '../../../main/lab/ops/engine.ts';
import { referenceOps } from '../../support/reference-ops.ts';
import { tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';

type Tensors = Readonly<Record<string, ReferenceTensor>>;

/** Carries a program out once by the reference operations, in float64. */
export function runOnReference(
  program: Program,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  state: Tensors,
): { readonly outputs: Tensors; readonly updates: Tensors } {
  const tensors = Object.entries(program.inputs).map(([name, { shape }]) => [name, tensor(inputs[name], shape)]);
  const { outputs, updates = {} } = program.build(
    referenceOps,
    Object.fromEntries(tensors) as Record<string, ReferenceTensor>,
    state,
  );
  return { outputs, updates };
}

const toFloat32 = (tensors: Tensors): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, Float32Array.from(values)]));

/** The reference operations as an engine: state stays in float64 between runs, what is read is rounded to float32. */
export const referenceEngine: Engine = {
  description: { name: 'cpu', precision: 'float64', versions: {} },
  open(specification, programs, initial): EngineSession {
    const state: Record<string, ReferenceTensor> = {};
    const write = (values: Readonly<Record<string, Float32Array>>): void => {
      for (const [name, array] of Object.entries(values)) state[name] = tensor(array, specification[name]);
    };
    write(initial);
    return {
      async run(name: string, inputs: Readonly<Record<string, Values>>) {
        const { outputs, updates } = runOnReference(programs[name], inputs, { ...state });
        Object.assign(state, updates);
        return toFloat32(outputs);
      },
      async read(names = Object.keys(state)) {
        return toFloat32(Object.fromEntries(names.map((name) => [name, state[name]])));
      },
      async write(values) {
        write(values);
      },
      dispose: () => undefined,
    };
  },
};
