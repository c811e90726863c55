import { expect, test } from 'vitest';
import { forwardPass } from '../../../../main/lab/network/forward.ts';
import { referenceOps } from '../../../support/reference-ops.ts';
import { referenceCase, referenceNames } from './reference-cases.ts';

test.each(referenceNames)("%s gives PyTorch's logits in float64", (name) => {
  const { network, parameters, images, logits } = referenceCase(name);
  const weights = Object.entries(parameters).map(([parameter, values]) => [
    parameter,
    referenceOps.constant(values, network.parameters[parameter].shape),
  ]);
  const input = referenceOps.constant(images, [logits.length, ...network.inputShape]);
  const { output } = forwardPass(referenceOps, network, Object.fromEntries(weights), input, {
    batchStatistics: new Set<string>(),
  });
  const expected = logits.flat();
  // The fixture keeps nine digits.
  const tolerance = 1e-7 * Math.max(...expected.map(Math.abs));
  expect(output.shape).toEqual([logits.length, network.classes]);
  expected.forEach((logit, index) => expect(Math.abs(output.values[index] - logit)).toBeLessThan(tolerance));
});
