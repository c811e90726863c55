import type { ActivationName } from '../../../lab/network/network.ts';
import { completed, featureAt } from '../features.ts';
import type { ActivationPart, Value } from '../graph-values.ts';
import {
  activation,
  floatAttribute,
  nameOf,
  type NodeCall,
  type Operation,
  refusal,
  scalarAt,
  shortestDecimal,
  textAttribute,
} from '../node-call.ts';

export const plainActivation =
  (name: ActivationName): Operation =>
  (call) =>
    activation(call, featureAt(call, 0), name);

/** Gelu, exact. @throws LabError for the approximation by tanh */
export function gelu(call: NodeCall): Value {
  if ((textAttribute(call, 'approximate') ?? 'none') !== 'none') {
    throw refusal(call, 'It approximates the error function by tanh', 'Use the exact GELU in the network.');
  }
  return activation(call, featureAt(call, 0), 'gelu');
}

/** HardSigmoid as MobileNetV3 has it: x / 6 + 1/2, from 0 to 1. */
export function hardSigmoid(call: NodeCall): Value {
  const alpha = floatAttribute(call, 'alpha') ?? 0.2;
  const beta = floatAttribute(call, 'beta') ?? 0.5;
  if (Math.abs(alpha - 1 / 6) > 1e-5 || Math.abs(beta - 0.5) > 1e-6) {
    throw refusal(call, `It has the slope ${alpha} and the offset ${beta}; only 1/6 and 0.5 have a layer here`);
  }
  return { kind: 'activation-part', form: 'gate', of: featureAt(call, 0), name: call.name, factor: 1 / 6, offset: 0 };
}

/** Clip: from 0 to 6 and from 0 on as ReLU6 and ReLU; of x + 3 a part of a hard-sigmoid. */
export function clip(call: NodeCall): Value {
  const low = floatAttribute(call, 'min') ?? scalarAt(call, 1, 'minimum') ?? -Infinity;
  const high = floatAttribute(call, 'max') ?? scalarAt(call, 2, 'maximum') ?? Infinity;
  const [value] = call.inputs;
  if (value?.kind === 'activation-part' && value.form === 'affine' && low === 0 && high === 6) {
    if (value.factor === 1 && value.offset === 3) return { ...value, form: 'gate', name: call.name, offset: 0 };
  }
  const of = featureAt(call, 0);
  // The limits of float32 are how some exporters write that there is no limit
  const minimum = low > -3.4e38 ? shortestDecimal(low) : undefined;
  const maximum = high < 3.4e38 ? shortestDecimal(high) : undefined;
  if (minimum === 0 && maximum === 6) return activation(call, of, 'relu6');
  if (minimum === 0 && maximum === undefined) return activation(call, of, 'relu');
  if (minimum === undefined && maximum === undefined) return of;
  return call.assembly.append({
    op: 'clip',
    name: nameOf(call),
    inputs: [of.node],
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  });
}

/** Erf, which only GELU has here: of x / sqrt 2. */
export function errorFunction(call: NodeCall): Value {
  const [value] = call.inputs;
  if (value?.kind === 'activation-part' && value.form === 'affine' && value.offset === 0) {
    if (Math.abs(value.factor - Math.SQRT1_2) < 1e-4) return { ...value, form: 'error-function', factor: 1 };
  }
  throw refusal(call, 'The error function has a layer only within a GELU');
}

/** A part of an activation with a constant multiplied to or added to it. */
export function adjusted(call: NodeCall, part: ActivationPart, factor: number, offset: number): Value {
  const next = { ...part, factor: part.factor * factor, offset: part.offset * factor + offset };
  const takesOffset = part.form === 'affine' || part.form === 'error-function';
  if (offset !== 0 && !takesOffset)
    throw refusal(call, 'It adds a constant to an activation, for which there is no layer here');
  return completed(call, next);
}

/** The product of a feature and a part of an activation of it, where that is one of the forms; else undefined. */
export function productOfParts(call: NodeCall, left: Value, right: Value): Value | undefined {
  for (const [plain, part] of [
    [left, right],
    [right, left],
  ] as const) {
    const base = scaledFeature(plain);
    if (base === undefined || part.kind !== 'activation-part' || part.of.node !== base.node) continue;
    const factor = part.factor * base.factor;
    if (part.form === 'gate') return completed(call, { ...part, form: 'hard-swish', factor });
    const isOnePlus = part.form === 'error-function' && Math.abs(part.offset - part.factor) < 1e-6;
    if (isOnePlus) return completed(call, { ...part, form: 'gelu', factor, offset: 0 });
  }
  return undefined;
}

function scaledFeature(value: Value): { readonly node: string; readonly factor: number } | undefined {
  if (value.kind === 'feature') return { node: value.node, factor: 1 };
  const isScaled = value.kind === 'activation-part' && value.form === 'affine' && value.offset === 0;
  return isScaled ? { node: value.of.node, factor: value.factor } : undefined;
}
