import { describe, expect, test } from 'vitest';
import { attribute } from '../../../../main/lab/ops/tensorflow/emitter.ts';
import { GraphEmitter } from '../../../../main/lab/ops/tensorflow/graph-emitter.ts';
import { encodeSavedModel, type TensorFlowMessages } from '../../../../main/lab/ops/tensorflow/saved-model.ts';
import { requirePackage } from '../../../../main/runs/backends/tensorflow-core.ts';

/** Generated code without types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Decoded = any;

function loadMessages(): TensorFlowMessages | undefined {
  try {
    return requirePackage('@tensorflow/tfjs-node/dist/proto/api_pb.js') as TensorFlowMessages;
  } catch {
    return undefined;
  }
}

const messages = loadMessages();

describe.skipIf(messages === undefined)('saved_model.pb (skipped without the package @tensorflow/tfjs-node)', () => {
  function roundTrip(record: (emitter: GraphEmitter) => void): { nodes: Decoded[]; model: Decoded; tag: string } {
    const emitter = new GraphEmitter();
    record(emitter);
    const { bytes, tag } = encodeSavedModel(messages!, emitter.nodes);
    const model = (messages!.SavedModel as Decoded).deserializeBinary(bytes);
    return { model, tag, nodes: model.getMetaGraphsList()[0].getGraphDef().getNodeList() };
  }

  test('holds one graph under the tag it is loaded by', () => {
    const { model, tag } = roundTrip((emitter) => emitter.placeholder({ shape: [1], type: 'float32' }));
    expect(model.getSavedModelSchemaVersion()).toBe(1);
    expect(model.getMetaGraphsList().length).toBe(1);
    expect(model.getMetaGraphsList()[0].getMetaInfoDef().getTagsList()).toEqual([tag]);
  });

  test('keeps names, operations, inputs and their order', () => {
    const { nodes } = roundTrip((emitter) => {
      const type = { shape: [2], type: 'float32' } as const;
      const inputs = [emitter.placeholder(type), emitter.constant(Float32Array.of(1, 2), type)];
      emitter.emit('Sub', inputs, { T: attribute.type('float32') }, [type]);
    });
    const rows = nodes.map((node: Decoded) => [node.getName(), node.getOp(), node.getInputList()]);
    expect(rows).toEqual([
      ['n0', 'Placeholder', []],
      ['n1', 'Const', []],
      ['n2', 'Sub', ['n0:0', 'n1:0']],
    ]);
  });

  test('carries every kind of attribute', () => {
    const type = { shape: [], type: 'float32' } as const;
    const { nodes } = roundTrip((emitter) => {
      const attributes = {
        kind: attribute.type('bfloat16'),
        count: attribute.int(-3),
        epsilon: attribute.float(0.25),
        on: attribute.bool(true),
        off: attribute.bool(false),
        padding: attribute.string('VALID'),
        strides: attribute.ints([1, 2, 3, 1]),
        none: attribute.ints([]),
      };
      emitter.emit('Anything', [], attributes, [type]);
    });
    const map = nodes[0].getAttrMap();
    expect(map.get('kind').getType()).toBe(14);
    expect(map.get('count').getI()).toBe(-3);
    expect(map.get('epsilon').getF()).toBe(0.25);
    expect([map.get('on').getB(), map.get('off').getB()]).toEqual([true, false]);
    expect(new TextDecoder().decode(map.get('padding').getS_asU8())).toBe('VALID');
    expect(map.get('strides').getList().getIList()).toEqual([1, 2, 3, 1]);
    expect(map.get('none').hasList()).toBe(true);
  });

  test('carries constants bit by bit and the shapes of placeholders and variables', () => {
    const values = Float32Array.of(-0, Number.NaN, 1e-45, Math.PI, -3e38, 7);
    const { nodes } = roundTrip((emitter) => {
      emitter.constant(values, { shape: [2, 3], type: 'float32' });
      emitter.constant(Int32Array.of(-1, 2 ** 31 - 1), { shape: [2], type: 'int32' });
      emitter.placeholder({ shape: [4, 0, 2], type: 'int32' });
      emitter.variable('conv1.weight', { shape: [5], type: 'float64' });
    });
    const dimensions = (shape: Decoded) => shape.getDimList().map((dimension: Decoded) => dimension.getSize());
    const tensor = nodes[0].getAttrMap().get('value').getTensor();
    expect(tensor.getDtype()).toBe(1);
    expect(dimensions(tensor.getTensorShape())).toEqual([2, 3]);
    expect(new Int32Array(tensor.getTensorContent_asU8().slice().buffer)).toEqual(new Int32Array(values.buffer));
    const integers = nodes[1].getAttrMap().get('value').getTensor();
    expect(integers.getDtype()).toBe(3);
    expect([...new Int32Array(integers.getTensorContent_asU8().slice().buffer)]).toEqual([-1, 2 ** 31 - 1]);
    expect(dimensions(nodes[2].getAttrMap().get('shape').getShape())).toEqual([4, 0, 2]);
    const variable = nodes[3].getAttrMap();
    expect(dimensions(variable.get('shape').getShape())).toEqual([5]);
    expect(variable.get('dtype').getType()).toBe(2);
    expect(new TextDecoder().decode(variable.get('shared_name').getS_asU8())).toBe('conv1.weight');
  });
});
