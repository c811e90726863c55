import { featureAt, rankOf } from '../features.ts';
import type { Value } from '../graph-values.ts';
import { floatAttribute, intAttribute, nameOf, type NodeCall, refusal, scalarAt } from '../node-call.ts';
import { elementTypeName } from '../read-tensor.ts';

/** Identity, and everything else that hands its input on. */
export function identity(call: NodeCall): Value {
  const [value] = call.inputs;
  if (value === undefined) throw refusal(call, 'It has no input');
  return value;
}

/** Cast of values made from the images: between types with a point, all of which are float32 here. */
export function cast(call: NodeCall): Value {
  const type = elementTypeName(intAttribute(call, 'to')) ?? '';
  if (!['float', 'double', 'float16', 'bfloat16'].includes(type))
    throw refusal(call, 'It turns values into whole numbers');
  if (type !== 'float')
    call.assembly.notes.push(`${call.name} casts to ${type}; here everything is computed in float32.`);
  return identity(call);
}

export function dropout(call: NodeCall): Value {
  const of = featureAt(call, 0);
  const rate = floatAttribute(call, 'ratio') ?? scalarAt(call, 1, 'ratio') ?? 0.5;
  const plain = Number(rate.toPrecision(7));
  return plain === 0 ? of : call.assembly.append({ op: 'dropout', name: nameOf(call), inputs: [of.node], rate: plain });
}

/** Softmax or its logarithm as the last step is left out: the loss and the measurements here read logits. */
export function softmax(call: NodeCall): Value {
  const of = featureAt(call, 0);
  const axis = intAttribute(call, 'axis') ?? (call.opset < 13 ? 1 : -1);
  if (rankOf(of) !== 2 || (axis !== 1 && axis !== -1)) {
    throw refusal(call, 'Only over the classes, at the end of the network, is it read');
  }
  call.assembly.notes.push(`${call.operation} at the end was left out: networks here give logits.`);
  return of;
}
