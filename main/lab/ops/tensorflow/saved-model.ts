import type { Attribute, TensorFlowType } from './emitter.ts';
import type { GraphNode } from './graph-emitter.ts';
import type { Shape } from '../ops.ts';

/** Numbers of TensorFlow's DataType enumeration. */
const DATA_TYPES: Readonly<Record<TensorFlowType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  int64: 9,
  bool: 10,
  bfloat16: 14,
};

const TAG = 'noisefloor';
/** A version every TensorFlow since 2.4 reads and whose operations all exist. */
const GRAPH_PRODUCER = 561;

/* The protobuf classes are plain JavaScript without types; only what is used here is described. */
interface Message {
  serializeBinary(): Uint8Array;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [method: string]: any;
}
type MessageClass = new () => Message;
/** tfjs-node's generated `proto.tensorflow` namespace. */
export type TensorFlowMessages = Readonly<
  Record<
    'SavedModel' | 'MetaGraphDef' | 'GraphDef' | 'NodeDef' | 'AttrValue' | 'TensorShape' | 'Tensor' | 'VersionDef',
    MessageClass
  >
>;

function shapeMessage(messages: TensorFlowMessages, shape: Shape): Message {
  const message = new messages.TensorShape();
  const Dimension = (messages.TensorShape as unknown as { Dim: MessageClass }).Dim;
  for (const length of shape) {
    const dimension = new Dimension();
    dimension['setSize'](length);
    message['addDim'](dimension);
  }
  return message;
}

function attributeMessage(messages: TensorFlowMessages, attribute: Attribute): Message {
  const message = new messages.AttrValue();
  switch (attribute.kind) {
    case 'type':
      message['setType'](DATA_TYPES[attribute.value]);
      break;
    case 'int':
      message['setI'](attribute.value);
      break;
    case 'float':
      message['setF'](attribute.value);
      break;
    case 'bool':
      message['setB'](attribute.value);
      break;
    case 'string':
      message['setS'](new TextEncoder().encode(attribute.value));
      break;
    case 'ints': {
      const ListValue = (messages.AttrValue as unknown as { ListValue: MessageClass }).ListValue;
      const list = new ListValue();
      list['setIList']([...attribute.value]);
      message['setList'](list);
      break;
    }
  }
  return message;
}

function nodeMessage(messages: TensorFlowMessages, node: GraphNode): Message {
  const message = new messages.NodeDef();
  message['setName'](node.name);
  message['setOp'](node.operation);
  message['setInputList']([...node.inputs]);
  const attributes = message['getAttrMap']();
  for (const [name, value] of Object.entries(node.attributes)) {
    attributes.set(name, attributeMessage(messages, value));
  }
  if (node.shape !== undefined) {
    const value = new messages.AttrValue();
    value['setShape'](shapeMessage(messages, node.shape));
    attributes.set('shape', value);
  }
  if (node.value !== undefined) {
    const tensor = new messages.Tensor();
    tensor['setDtype'](DATA_TYPES[node.value.type.type]);
    tensor['setTensorShape'](shapeMessage(messages, node.value.type.shape));
    tensor['setTensorContent'](node.value.bytes);
    const value = new messages.AttrValue();
    value['setTensor'](tensor);
    attributes.set('value', value);
  }
  return message;
}

/** The bytes of `saved_model.pb` for a graph whose variables start uninitialised, and the tag to load it by. */
export function encodeSavedModel(
  messages: TensorFlowMessages,
  nodes: readonly GraphNode[],
): { bytes: Uint8Array; tag: string } {
  const graph = new messages.GraphDef();
  graph['setNodeList'](nodes.map((node) => nodeMessage(messages, node)));
  const versions = new messages.VersionDef();
  versions['setProducer'](GRAPH_PRODUCER);
  graph['setVersions'](versions);
  const MetaInfo = (messages.MetaGraphDef as unknown as { MetaInfoDef: MessageClass }).MetaInfoDef;
  const info = new MetaInfo();
  info['addTags'](TAG);
  const metaGraph = new messages.MetaGraphDef();
  metaGraph['setMetaInfoDef'](info);
  metaGraph['setGraphDef'](graph);
  const model = new messages.SavedModel();
  model['setSavedModelSchemaVersion'](1);
  model['addMetaGraphs'](metaGraph);
  return { bytes: model.serializeBinary(), tag: TAG };
}
