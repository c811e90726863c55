import type {
  Engine,
  EngineDescription,
  EngineSession,
  InputSpecification,
  Program,
  StateSpecification,
  Values,
} from '../engine.ts';
import { checkInitialState, checkInputs, checkProgram } from '../checks.ts';
import { attribute } from './emitter.ts';
import { GraphEmitter, type GraphNode, type GraphTensor } from './graph-emitter.ts';
import { createTensorFlowOps } from './tensorflow-ops.ts';

export interface GraphFeed {
  /** `node:index` */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Values;
}

/** A graph loaded into TensorFlow. What loads it is the caller's: files and native code stay out of the science. */
export interface LoadedGraph {
  /** @returns the fetched tensors as float32, in the order of `fetches` */
  run(feeds: readonly GraphFeed[], fetches: readonly string[]): Float32Array[];
  dispose(): void;
}

export type GraphLoader = (nodes: readonly GraphNode[]) => LoadedGraph;

interface CompiledProgram {
  readonly program: Program;
  readonly feeds: Readonly<Record<string, string>>;
  readonly outputNames: readonly string[];
  readonly fetches: readonly string[];
}

interface Variable {
  readonly handle: string;
  readonly shape: readonly number[];
  readonly read: GraphTensor;
  readonly feed: string;
  readonly assigned: string;
  readonly fetch: string;
}

const output = (tensor: GraphTensor): string => `${tensor.node}:${tensor.index}`;

/**
 * The graph engine: all programs become one TensorFlow graph whose state lives in resource variables, so that a training
 * step is one call.
 */
export function createGraphEngine(description: EngineDescription, load: GraphLoader): Engine {
  return {
    description,
    open(state, programs, initial) {
      checkInitialState(state, initial);
      return openSession(description, load, state, programs, initial);
    },
  };
}

function openSession(
  description: EngineDescription,
  load: GraphLoader,
  state: StateSpecification,
  programs: Readonly<Record<string, Program>>,
  initial: Readonly<Record<string, Float32Array>>,
): EngineSession {
  const emitter = new GraphEmitter();
  const wide = description.precision === 'float64' ? 'float64' : 'float32';
  const variables = declareVariables(emitter, state, wide);
  const compiled = new Map<string, CompiledProgram>();
  for (const [name, program] of Object.entries(programs)) {
    compiled.set(name, compile(emitter, description, program, variables));
  }
  const graph = load(emitter.nodes);

  const write = (values: Readonly<Record<string, Float32Array>>): void => {
    // TensorFlow refuses a run that fetches nothing
    if (Object.keys(values).length === 0) return;
    const entries = Object.entries(values).map(([name, array]) => ({ variable: variableNamed(name), array }));
    graph.run(
      entries.map(({ variable, array }) => ({ name: variable.feed, shape: variable.shape, values: array.slice() })),
      entries.map(({ variable }) => variable.assigned),
    );
  };

  const variableNamed = (name: string): Variable => {
    const variable = variables.get(name);
    if (variable === undefined) {
      throw new RangeError(`No state tensor is called '${name}'`);
    }
    return variable;
  };

  write(initial);

  return {
    async run(name, inputs) {
      const program = checkProgram(compiled, name);
      checkInputs(program.program.inputs, inputs);
      const feeds = Object.entries(program.program.inputs).map(([input, { shape }]) => ({
        name: program.feeds[input],
        shape,
        values: inputs[input],
      }));
      const fetched = graph.run(feeds, program.fetches);
      return Object.fromEntries(program.outputNames.map((output, i) => [output, fetched[i]]));
    },
    async read(names = [...variables.keys()]) {
      const fetched = graph.run(
        [],
        names.map((name) => variableNamed(name).fetch),
      );
      return Object.fromEntries(names.map((name, i) => [name, fetched[i]]));
    },
    async write(values) {
      checkInitialState(Object.fromEntries(Object.keys(values).map((name) => [name, state[name]])), values);
      write(values);
    },
    dispose: () => graph.dispose(),
  };
}

function declareVariables(
  emitter: GraphEmitter,
  state: StateSpecification,
  wide: 'float32' | 'float64',
): Map<string, Variable> {
  return new Map(
    Object.entries(state).map(([name, shape]) => {
      const type = { shape, type: wide } as const;
      const handle = emitter.variable(name, type);
      const read = emitter.readVariable(handle, type);
      const feed = emitter.placeholder({ shape, type: 'float32' });
      // A fed tensor may share the caller's memory; a variable must own its own
      const [copy] = emitter.emit('DeepCopy', [feed], { T: attribute.type('float32') }, [feed]);
      const value = castTo(emitter, copy, wide);
      const assigning = emitter.assignVariable(handle, value, []);
      const done = emitter.constant(Float32Array.of(0), { shape: [], type: 'float32' });
      return [
        name,
        {
          handle,
          shape,
          read,
          feed: output(feed),
          assigned: output(emitter.afterNodes(done, [assigning])),
          fetch: output(castTo(emitter, read, 'float32')),
        },
      ];
    }),
  );
}

function castTo(emitter: GraphEmitter, x: GraphTensor, type: GraphTensor['type']): GraphTensor {
  if (x.type === type) {
    return x;
  }
  const attributes = { SrcT: attribute.type(x.type), DstT: attribute.type(type) };
  return emitter.emit('Cast', [x], attributes, [{ shape: x.shape, type }])[0];
}

function compile(
  emitter: GraphEmitter,
  description: EngineDescription,
  program: Program,
  variables: ReadonlyMap<string, Variable>,
): CompiledProgram {
  const ops = createTensorFlowOps(emitter, description.precision);
  const placeholders = Object.entries(program.inputs).map(([name, specification]) => {
    const placeholder = emitter.placeholder(specification);
    return { name, placeholder, tensor: asWide(emitter, specification, placeholder, description) };
  });
  const state = Object.fromEntries([...variables].map(([name, variable]) => [name, variable.read]));
  const { outputs, updates = {} } = program.build(
    ops,
    Object.fromEntries(placeholders.map(({ name, tensor }) => [name, tensor])),
    state,
  );
  const assigning = Object.entries(updates).map(([name, value]) => {
    const variable = variables.get(name);
    if (variable === undefined) {
      throw new RangeError(`A program updates '${name}', which is no state tensor`);
    }
    return emitter.assignVariable(variable.handle, castTo(emitter, value, variable.read.type), [variable.read]);
  });
  const outputNames = Object.keys(outputs);
  const fetches = outputNames.map((name) =>
    output(emitter.afterNodes(castTo(emitter, outputs[name], 'float32'), assigning)),
  );
  if (fetches.length === 0) {
    // Something has to be fetched for the updates to be carried out
    const done = emitter.constant(Float32Array.of(0), { shape: [], type: 'float32' });
    fetches.push(output(emitter.afterNodes(done, assigning)));
  }
  return {
    program,
    feeds: Object.fromEntries(placeholders.map(({ name, placeholder }) => [name, output(placeholder)])),
    outputNames,
    fetches,
  };
}

function asWide(
  emitter: GraphEmitter,
  specification: InputSpecification,
  placeholder: GraphTensor,
  description: EngineDescription,
): GraphTensor {
  return specification.type === 'float32' && description.precision === 'float64'
    ? castTo(emitter, placeholder, 'float64')
    : placeholder;
}
