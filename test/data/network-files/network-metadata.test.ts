import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetworkInputs } from '../../../main/contract/network-inputs.ts';
import {
  inputMetadata,
  inputsOfMetadata,
  isNormalisedInside,
} from '../../../main/data/network-files/network-metadata.ts';
import { encodeSafetensors } from '../../../main/data/safetensors-writer.ts';
import { exportOnnx } from '../../../main/data/onnx/export-onnx.ts';
import { importOnnxBytes } from '../../../main/data/onnx/import-onnx.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../../main/lab/network/initialisation.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const names = (count: number) => fc.array(fc.string({ maxLength: 20 }), { minLength: count, maxLength: count });
const anyInputs: fc.Arbitrary<NetworkInputs> = fc.integer({ min: 1, max: 5 }).chain((channels) =>
  fc.record(
    {
      mean: fc.array(number, { minLength: channels, maxLength: channels }),
      standardDeviation: fc.array(
        number.map((value) => Math.abs(value) || 1),
        { minLength: channels, maxLength: channels },
      ),
      range: fc.constantFrom('unit' as const, 'own' as const),
      channels: names(channels),
      classNames: fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 8 }),
    },
    { requiredKeys: ['mean', 'standardDeviation', 'range'] },
  ),
);

describe('what a file says of its inputs', () => {
  test('is read again as it was, digit by digit, through an ONNX file too', () => {
    const network = buildArchitecture('mlp-4', { inputShape: [2, 2, 1], classes: 2 });
    const parameters = initialParameters(network, 1);
    fc.assert(
      fc.property(anyInputs, fc.boolean(), (inputs, isInside) => {
        const provenance = inputMetadata(inputs, isInside);
        const { metadata } = importOnnxBytes(exportOnnx(network, parameters, { version: '1', provenance }), 'file');
        expect(inputsOfMetadata(metadata)).toEqual(inputs);
        expect(isNormalisedInside(metadata)).toBe(isInside);
        expect(encodeSafetensors(new Map(), provenance)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  const whole = inputMetadata({ mean: [0.1, 0.2], standardDeviation: [1, 2], range: 'unit' }, false);

  test.each<[string, Record<string, string>]>([
    ['no mean', { input_mean: '' }],
    ['a mean that is no list', { input_mean: '0.1' }],
    ['a mean of text', { input_mean: '["0.1", "0.2"]' }],
    ['a mean that is not finite', { input_mean: '[1e999, 0]' }],
    ['a deviation of zero', { input_std: '[1, 0]' }],
    ['another number of deviations', { input_std: '[1]' }],
    ['an unknown range', { input_range: '[0,255]' }],
    ['a name that JavaScript knows', { input_range: 'constructor' }],
    [
      'too many channels',
      { input_mean: JSON.stringify(Array(5000).fill(0)), input_std: JSON.stringify(Array(5000).fill(1)) },
    ],
    ['very long text', { input_mean: `[${'0'.repeat(2 ** 21)}]` }],
    ['damaged JSON', { input_mean: '[0.1, 0.2' }],
  ])('is passed over where another program, or a damaged file, has %s', (_, changed) => {
    expect(inputsOfMetadata({ ...whole, ...changed })).toBeUndefined();
  });

  test('is kept where only names are wrong', () => {
    const { channels, classNames, mean } = inputsOfMetadata({
      ...whole,
      input_channels: '["red"]',
      class_names: '[1, 2]',
    })!;
    expect({ channels, classNames, mean }).toEqual({ channels: undefined, classNames: undefined, mean: [0.1, 0.2] });
  });
});
