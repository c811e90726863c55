import { describe, expect, test } from 'vitest';
import { attribute } from '../../../../main/lab/ops/tensorflow/emitter.ts';
import { GraphEmitter, type GraphTensor } from '../../../../main/lab/ops/tensorflow/graph-emitter.ts';
import { createTensorFlowOps } from '../../../../main/lab/ops/tensorflow/tensorflow-ops.ts';

const vector = { shape: [2], type: 'float32' } as const;
const float32 = { T: attribute.type('float32') };

function emitted(emitter: GraphEmitter, operation: string, inputs: GraphTensor[], attributes = {}): GraphTensor {
  return emitter.emit(operation, inputs, { ...float32, ...attributes }, [vector])[0];
}

describe('equal operations', () => {
  test('on equal inputs are recorded once', () => {
    const emitter = new GraphEmitter();
    const x = emitter.placeholder(vector);
    const first = emitted(emitter, 'Relu', [x]);
    const count = emitter.nodes.length;
    expect(emitted(emitter, 'Relu', [x])).toEqual(first);
    expect(emitted(emitter, 'Square', [emitted(emitter, 'Relu', [x])]).node).toBe(`n${count}`);
    expect(emitter.nodes.length).toBe(count + 1);
  });

  test('differ by operation, order of inputs, attributes, and which output of a node they read', () => {
    const emitter = new GraphEmitter();
    const x = emitter.placeholder(vector);
    const y = emitter.placeholder(vector);
    const [even, odd] = emitter.emit('Split', [x], { num_split: attribute.int(2) }, [vector, vector]);
    const nodes = [
      emitted(emitter, 'Sub', [x, y]),
      emitted(emitter, 'Sub', [y, x]),
      emitted(emitter, 'AddV2', [x, y]),
      emitted(emitter, 'Relu', [x], { alpha: attribute.float(0.5) }),
      emitted(emitter, 'Relu', [x], { alpha: attribute.float(0.25) }),
      emitted(emitter, 'Relu', [x], { alpha: attribute.int(0.5) }),
      emitted(emitter, 'Relu', [even]),
      emitted(emitter, 'Relu', [odd]),
    ].map(({ node }) => node);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  test('that hold or change state, and inputs, are never shared', () => {
    const emitter = new GraphEmitter();
    const names = [emitter.placeholder(vector).node, emitter.placeholder(vector).node];
    const handles = [emitter.variable('a', vector), emitter.variable('b', vector)];
    const read = handles.map((handle) => emitter.readVariable(handle, vector));
    const again = emitter.readVariable(handles[0], vector);
    const assigned = [emitter.assignVariable(handles[0], read[1], []), emitter.assignVariable(handles[0], read[1], [])];
    const all = [...names, ...handles, ...read.map(({ node }) => node), again.node, ...assigned];
    expect(new Set(all).size).toBe(all.length);
  });
});

// So that the graph engine's DeepCopy of fed state is not passed over: it gives the fed tensor as the type of the copy
test('a result is a node of its own also when its type is given by another tensor', () => {
  const emitter = new GraphEmitter();
  const x = emitter.placeholder(vector);
  const [copy] = emitter.emit('DeepCopy', [x], float32, [x]);
  expect(copy.node).not.toBe(x.node);
});

describe('constants', () => {
  const scalar = { shape: [], type: 'float32' } as const;

  test('of the same bits, shape and type are recorded once', () => {
    const emitter = new GraphEmitter();
    const make = () => emitter.constant(Float32Array.of(1.5, -2), vector);
    expect(make().node).toBe(make().node);
    expect(emitter.nodes.length).toBe(1);
  });

  test('differ by the sign of a zero, by shape and by type', () => {
    const emitter = new GraphEmitter();
    const nodes = [
      emitter.constant(Float32Array.of(0), scalar),
      emitter.constant(Float32Array.of(-0), scalar),
      emitter.constant(Float32Array.of(0), { shape: [1], type: 'float32' }),
      emitter.constant(Float32Array.of(0), { shape: [1, 1], type: 'float32' }),
      emitter.constant(Int32Array.of(0), { shape: [], type: 'int32' }),
      emitter.constant(Float32Array.of(Number.NaN), scalar),
      emitter.constant(Float32Array.of(Number.POSITIVE_INFINITY), scalar),
    ].map(({ node }) => node);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  test('keep their values when the array is written to, and take only a view of a larger buffer', () => {
    const emitter = new GraphEmitter();
    const buffer = Float32Array.of(9, 1, 2, 9);
    const view = buffer.subarray(1, 3);
    emitter.constant(view, vector);
    buffer.fill(7);
    const { bytes } = emitter.nodes[0].value!;
    expect([...new Float32Array(bytes.slice().buffer)]).toEqual([1, 2]);
  });
});

test('an assignment waits once for each node that has to be read before', () => {
  const emitter = new GraphEmitter();
  const handle = emitter.variable('a', vector);
  const value = emitter.readVariable(handle, vector);
  const other = emitter.placeholder(vector);
  const name = emitter.assignVariable(handle, value, [value, other, value]);
  const node = emitter.nodes.find((candidate) => candidate.name === name)!;
  expect(node.inputs).toEqual([`${handle}:0`, `${value.node}:0`, `^${value.node}`, `^${other.node}`]);
  const after = emitter.afterNodes(other, [name]);
  expect(emitter.nodes.at(-1)).toMatchObject({ name: after.node, inputs: [`${other.node}:0`, `^${name}`] });
  expect(after).toMatchObject({ index: 0, shape: [2], type: 'float32' });
});

describe('what is recorded through the operations', () => {
  const operations = () => {
    const emitter = new GraphEmitter();
    return { emitter, ops: createTensorFlowOps(emitter, 'float32'), x: emitter.placeholder(vector) };
  };
  const count = (emitter: GraphEmitter, operation: string) =>
    emitter.nodes.filter((node) => node.operation === operation).length;

  test('a noise mask is drawn once for one key and draw, again for another key', () => {
    const { emitter, ops } = operations();
    const draw = emitter.placeholder({ shape: [], type: 'int32' });
    for (const key of [1, 1, 2, 1]) ops.randomNormal([4], { key, draw });
    expect(count(emitter, 'StatelessRandomNormal')).toBe(2);
  });

  test('a parameter is narrowed once, in the forward and in the backward pass', () => {
    const emitter = new GraphEmitter();
    const ops = createTensorFlowOps(emitter, 'bfloat16');
    const weight = emitter.placeholder({ shape: [3, 3], type: 'float32' });
    const x = ops.narrow(emitter.placeholder({ shape: [2, 3], type: 'float32' }));
    const y = ops.matMul(x, weight);
    const dx = ops.matMul(y, weight, { transposeB: true });
    expect([y.type, dx.type]).toEqual(['bfloat16', 'bfloat16']);
    expect(count(emitter, 'Cast')).toBe(2);
  });

  test('every tensor carries the shape that TensorFlow will give it', () => {
    const { emitter, ops, x } = operations();
    const image = emitter.placeholder({ shape: [2, 7, 8, 3], type: 'float32' });
    const filter = emitter.placeholder({ shape: [3, 3, 3, 5], type: 'float32' });
    const geometry = { strides: [2, 1], padding: [1, 0, 2, 1], dilations: [1, 1], groups: 1 } as const;
    expect(ops.conv2d(image, filter, geometry).shape).toEqual([2, 3, 9, 5]);
    expect(ops.sum(image, [1, 2], true).shape).toEqual([2, 1, 1, 3]);
    expect(ops.sum(image, [0, 3]).shape).toEqual([7, 8]);
    expect(ops.add(ops.reshape(x, [2, 1]), x).shape).toEqual([2, 2]);
    expect(() => ops.add(image, x)).toThrow('do not broadcast');
  });
});
