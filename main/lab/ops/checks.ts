import { LabError } from '../../contract/errors.ts';
import type { InputSpecification, StateSpecification, Values } from './engine.ts';

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

const defect = 'This is a defect of the program that called the engine; please report it.';

/** @throws LabError when a value is missing or has the wrong length or type */
export function checkInputs(
  specifications: Readonly<Record<string, InputSpecification>>,
  inputs: Readonly<Record<string, Values>>,
): void {
  for (const [name, { shape, type }] of Object.entries(specifications)) {
    const values = inputs[name];
    const expected = type === 'int32' ? Int32Array : Float32Array;
    if (!(values instanceof expected) || values.length !== sizeOf(shape)) {
      const found = values === undefined ? 'nothing' : `${values.constructor.name}(${values.length})`;
      throw new LabError(
        'invalid-argument',
        `Input '${name}' must be ${expected.name}(${sizeOf(shape)}) for shape [${shape}], not ${found}`,
        defect,
      );
    }
  }
}

/** @throws LabError when a state tensor has no value, or one of the wrong length */
export function checkInitialState(state: StateSpecification, initial: Readonly<Record<string, Float32Array>>): void {
  for (const [name, shape] of Object.entries(state)) {
    if (shape === undefined || initial[name]?.length !== sizeOf(shape)) {
      throw new LabError(
        'invalid-argument',
        `State tensor '${name}' needs ${shape === undefined ? 'a declared shape' : `${sizeOf(shape)} values`}, not ${initial[name]?.length ?? 0}`,
        defect,
      );
    }
  }
}

/** @throws LabError when a session has no such program */
export function checkProgram<P>(programs: ReadonlyMap<string, P>, name: string): P {
  const program = programs.get(name);
  if (program === undefined) {
    throw new LabError(
      'invalid-argument',
      `No program '${name}'; there are ${[...programs.keys()].join(', ')}`,
      defect,
    );
  }
  return program;
}
