import { LabError } from '../../contract/errors.ts';
import type { ActivationPart, ChannelAffine, Feature } from './graph-values.ts';
import { layerName } from './layer-names.ts';
import type { NetworkAssembly, ParameterValues } from './network-assembly.ts';
import { quoted } from './onnx-error.ts';

const epsilon = 1e-5;
/** With epsilon added, in 32-bit arithmetic, it is 1, whose root is 1: nothing but scale and shift is computed. */
const unitVariance = Math.fround(1 - epsilon);

/**
 * Scaling and shifting by constants as a layer: a batch norm with running mean 0 and variance 1, which is what most of them
 * were. Read several times it is one layer.
 *
 * @param position of the node that reads it
 * @throws LabError `not-finite`
 */
export function affineLayer(
  assembly: NetworkAssembly,
  value: ChannelAffine | ActivationPart,
  position: number,
): Feature {
  const known = assembly.layerOf(value);
  if (known !== undefined) return known;
  const channels = value.of.shape.at(-1)!;
  const [factor, offset] = [value.factor, value.offset].map((each) =>
    typeof each === 'number' ? new Float32Array(channels).fill(each) : Float32Array.from(each),
  ) as [Float32Array, Float32Array];
  if (![...factor, ...offset].every(Number.isFinite)) {
    throw new LabError(
      'not-finite',
      `In the ONNX file, the constants that ${quoted(value.name)} scales and shifts by are not finite.`,
      'Check the network, and export it again.',
    );
  }
  const name = assembly.uniqueName(layerName(value.name), position);
  const parameter = (kind: ParameterValues['kind'], values: Float32Array): ParameterValues => ({
    kind,
    shape: [channels],
    values,
  });
  const feature = assembly.append(
    {
      op: 'batch-norm',
      name,
      inputs: [value.of.node],
      epsilon,
      momentum: 0.1,
      parameters: {
        scale: `${name}.weight`,
        shift: `${name}.bias`,
        runningMean: `${name}.running_mean`,
        runningVariance: `${name}.running_var`,
      },
    },
    {
      [`${name}.weight`]: parameter('scale', factor),
      [`${name}.bias`]: parameter('shift', offset),
      [`${name}.running_mean`]: parameter('running-mean', new Float32Array(channels)),
      [`${name}.running_var`]: parameter('running-variance', new Float32Array(channels).fill(unitVariance)),
    },
  );
  assembly.keepLayer(value, feature);
  return feature;
}
