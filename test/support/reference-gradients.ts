import { expect } from 'vitest';
import type { Network, NetworkNode } from '../../main/lab/network/network.ts';
import type { BackwardNeeds, ForwardMode, RuleForward } from '../../main/lab/network/rule.ts';
import { ruleOf } from '../../main/lab/network/rules/layer-rules.ts';
import { isTrainableKind } from '../../main/lab/network/network.ts';
import type { Shape } from '../../main/lab/ops/ops.ts';
import { randomStream } from '../../main/lab/random/stream.ts';
import { referenceOps as ops } from './reference-ops.ts';
import { narrow, typedOps, wide } from './reference-precision.ts';
import type { TypedTensor } from './reference-precision.ts';
import { tabulate } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

const step = 1e-5;
const tolerance = 1e-6;

export const frozenMode: ForwardMode<ReferenceTensor> = { batchStatistics: new Set() };

/** Standard normal values in float64 from a named stream. */
export function normalTensor(shape: Shape, purpose: string, seed = 1): ReferenceTensor {
  const stream = randomStream(seed, purpose, 0);
  return tabulate(shape, () => stream.nextNormal());
}

/** d loss / d x by central differences; x's values are moved in place and put back. */
export function centralDifferences(x: ReferenceTensor, loss: () => number): Float64Array {
  return x.values.map((value, index) => {
    x.values[index] = value + step;
    const above = loss();
    x.values[index] = value - step;
    const below = loss();
    x.values[index] = value;
    return (above - below) / (2 * step);
  });
}

/** Expects |actual - expected| <= 1e-6 max(1, |expected|) everywhere. */
export function expectGradient(actual: ReferenceTensor, expected: Float64Array, what: string): void {
  expect(actual.values.length, `size of the gradient of ${what}`).toBe(expected.length);
  expected.forEach((value, index) => {
    const error = Math.abs(actual.values[index] - value) / Math.max(1, Math.abs(value));
    expect(error, `gradient of ${what} at ${index}: ${actual.values[index]} for ${value}`).toBeLessThanOrEqual(
      tolerance,
    );
  });
}

export interface RuleCase {
  readonly node: NetworkNode;
  readonly inputs: readonly ReferenceTensor[];
  readonly parameters?: Readonly<Record<string, ReferenceTensor>>;
  readonly mode?: ForwardMode<ReferenceTensor>;
}

const statisticRoles = ['runningMean', 'runningVariance'];

/** Output shape from the rule's `shape`, which its `forward` must agree with. */
export function forwardOf({
  node,
  inputs,
  parameters = {},
  mode = frozenMode,
}: RuleCase): RuleForward<ReferenceTensor> {
  const rule = ruleOf(node);
  const shapes = Object.fromEntries(Object.entries(parameters).map(([role, { shape }]) => [role, shape]));
  const forward = rule.forward(ops, node, inputs, parameters, mode);
  expect(
    rule.shape(
      node,
      inputs.map((x) => x.shape),
      shapes,
    ),
  ).toEqual(forward.output.shape);
  return forward;
}

/**
 * Compares a rule's gradients, for every input and every parameter but running statistics, with central differences of a
 * random linear functional of its output; asks for them one at a time too and expects nothing that was not asked for.
 * Also expects the types that the contract of {@link Ops} wants of a bfloat16 engine.
 */
export function expectRuleGradients(ruleCase: RuleCase): void {
  const { node, inputs, parameters = {}, mode = frozenMode } = ruleCase;
  expectTypes(ruleCase);
  const forward = forwardOf(ruleCase);
  const gradient = normalTensor(forward.output.shape, `gradient/${node.name}`);
  const roles = Object.keys(parameters).filter((role) => !statisticRoles.includes(role));
  const loss = (): number =>
    ruleOf(node)
      .forward(ops, node, inputs, parameters, mode)
      .output.values.reduce((sum, value, index) => sum + value * gradient.values[index], 0);
  const backward = (needs: BackwardNeeds) =>
    ruleOf(node).backward(ops, { node, inputs, parameters, forward, mode, gradient, needs });

  const everything = backward({ inputs: inputs.map(() => true), parameters: new Set(roles) });
  inputs.forEach((x, index) => {
    expect(everything.inputs[index]!.shape).toEqual(x.shape);
    expectGradient(everything.inputs[index]!, centralDifferences(x, loss), `input ${index}`);
  });
  expect(Object.keys(everything.parameters).toSorted()).toEqual(roles.toSorted());
  for (const role of roles) {
    expect(everything.parameters[role].shape).toEqual(parameters[role].shape);
    expectGradient(everything.parameters[role], centralDifferences(parameters[role], loss), role);
  }

  inputs.forEach((_, wanted) => {
    const alone = backward({ inputs: inputs.map((_x, index) => index === wanted), parameters: new Set() });
    expect(alone.inputs.map((x) => x !== undefined)).toEqual(inputs.map((_x, index) => index === wanted));
    expect(alone.inputs[wanted]).toEqual(everything.inputs[wanted]);
    expect(alone.parameters).toEqual({});
  });
  for (const role of roles) {
    const alone = backward({ inputs: inputs.map(() => false), parameters: new Set([role]) });
    expect(alone.inputs.every((x) => x === undefined)).toBe(true);
    expect(alone.parameters).toEqual({ [role]: everything.parameters[role] });
  }
}

/** Expects activations and their gradients in the activations' type, statistics and parameters' gradients wide. */
function expectTypes({ node, inputs, parameters = {}, mode = frozenMode }: RuleCase): void {
  const rule = ruleOf(node);
  const typedInputs = inputs.map(narrow);
  const typedParameters = Object.fromEntries(Object.entries(parameters).map(([role, values]) => [role, wide(values)]));
  const { dropout } = mode;
  const typedMode: ForwardMode<TypedTensor> = {
    batchStatistics: mode.batchStatistics,
    dropout: dropout && ((name) => ({ key: dropout(name).key, draw: wide(dropout(name).draw) })),
  };
  const forward = rule.forward(typedOps, node, typedInputs, typedParameters, typedMode);
  const roles = Object.keys(parameters).filter((role) => !statisticRoles.includes(role));
  const gradients = rule.backward(typedOps, {
    node,
    inputs: typedInputs,
    parameters: typedParameters,
    forward,
    mode: typedMode,
    gradient: narrow(normalTensor(forward.output.tensor.shape, 'gradient')),
    needs: { inputs: inputs.map(() => true), parameters: new Set(roles) },
  });
  expect(forward.output.type).toBe('narrow');
  expect(gradients.inputs.map((gradient) => gradient!.type)).toEqual(inputs.map(() => 'narrow'));
  for (const statistic of Object.values(forward.statistics ?? {})) expect(statistic.type).toBe('wide');
  for (const gradient of Object.values(gradients.parameters)) expect(gradient.type).toBe('wide');
}

/** Random values for every parameter of a network; running variances are positive. */
export function randomParameters(network: Network, seed = 1): Record<string, ReferenceTensor> {
  return Object.fromEntries(
    Object.entries(network.parameters).map(([name, { kind, shape }]) => {
      const values = normalTensor(shape, name, seed);
      return [name, isTrainableKind(kind) || kind === 'running-mean' ? values : ops.exponential(values)];
    }),
  );
}
