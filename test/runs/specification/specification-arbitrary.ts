import * as fc from 'fast-check';
import { profileSchema } from '../../../main/contract/profile.ts';
import type { Profile } from '../../../main/contract/profile.ts';
import { sensitivityMetricSchema, specificationSchema } from '../../../main/contract/specification.ts';
import type { Specification } from '../../../main/contract/specification.ts';

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
const label = text.filter((name) => name !== '__proto__');
const positive = fc.double({ min: 1e-12, max: 1e6, noNaN: true });
const count = fc.integer({ min: 1, max: 100_000 });
const share = fc.double({ min: 0, max: 0.999, noNaN: true }).map((value) => Math.abs(value));
const layers = ['conv1', 'conv2', 'fc1', 'fc2', 'fc3'];

const optimizer = fc.oneof(
  fc.record({ kind: fc.constant('sgd'), learningRate: positive, momentum: share, nesterov: fc.boolean() }),
  fc.record({ kind: fc.constant('adam'), learningRate: positive, epsilon: positive }),
);

const training = fc.record(
  {
    epochs: count,
    optimizer,
    batch: count,
    stepsPerEpoch: count,
    schedule: fc.oneof(
      fc.constant({ kind: 'constant' }),
      fc.record({ kind: fc.constant('step'), at: fc.array(positive, { maxLength: 3 }), factor: positive }),
    ),
    labelSmoothing: share,
    clip: fc.record({ alpha: positive }),
  },
  { requiredKeys: ['epochs', 'optimizer'] },
);

const reference = fc.constantFrom('absolute', 'layerMaxAbs', 'channelStd');

const rate = fc.double({ min: 0, max: 0.5, noNaN: true }).map((value) => Math.abs(value));

const memory = fc.record(
  {
    rate,
    layers: fc.dictionary(fc.constantFrom('conv1', 'fc1'), rate),
    zeroToOne: share,
    encoding: fc.constantFrom('twos-complement', 'offset'),
    stuckAt: fc.record({ rate, chips: fc.constantFrom('many', 'one') }),
    energy: fc.oneof(
      fc.record({ model: fc.constant('exponential'), a: positive }),
      fc.record({
        model: fc.constant('table'),
        points: fc.constant([
          { rate: 0, energy: 1 },
          { rate: 0.01, energy: 0.5 },
        ]),
      }),
    ),
  },
  { requiredKeys: [] },
);

/** Weights that are stored as bits, in a memory that may err */
const stored = fc.record({
  quantization: fc.oneof(
    fc.record({ bits: fc.integer({ min: 2, max: 16 }), rounding: fc.constantFrom('half-even', 'half-away') }),
    fc.record({ scheme: fc.constant('binary'), scale: fc.constantFrom('he', 'mean-abs'), clip: positive }),
  ),
  memory,
  except: fc.subarray(['conv2', 'fc2']),
});

const profile: fc.Arbitrary<Profile> = fc
  .record(
    {
      weights: fc.oneof(
        fc.constant({ noise: 'none' }),
        fc.record({ noise: fc.constant('gaussian'), mode: fc.constant('multiplicative'), sigma: positive }),
        fc.record({
          noise: fc.constant('conductance'),
          coefficients: fc.constantFrom([0.1], [0.01, 0.2], [0.0105392, 0.0786, -0.046924]),
          reference: fc.constantFrom('layerMaxAbs' as const, 'channelMaxAbs' as const),
        }),
        fc.record({ noise: fc.constant('uniform'), mode: fc.constant('additive'), halfRange: positive, reference }),
      ),
      name: text,
      citation: text,
      warnings: fc.array(text, { maxLength: 2 }),
      quantization: fc.record({ bits: fc.integer({ min: 2, max: 16 }) }),
      except: fc.subarray(layers),
    },
    { requiredKeys: ['weights'] },
  )
  .map((value) => profileSchema.parse(value));

const storedProfile: fc.Arbitrary<Profile> = stored.map((value) => profileSchema.parse(value));

const architecture = fc.constantFrom(undefined, 'lenet5');

/** With what sets each apart, so that no two have one label */
const memoryMethods = fc.tuple(
  fc.record({ method: fc.constant('reliable'), storage: fc.constantFrom('profile', 'float16'), architecture }),
  fc.record({ method: fc.constant('uniform-bsc'), trainRate: rate, testRate: rate, architecture }),
  fc.record(
    {
      method: fc.constant('lanmax'),
      tradeoff: positive,
      surrogate: fc.constantFrom('ratio', 'difference'),
      perturbation: fc.oneof(
        fc.record({ kind: fc.constant('uniform'), halfRange: fc.constantFrom(0.01, 0.5) }),
        fc.record({ kind: fc.constant('set'), values: fc.constant([-0.01, 0.01]) }),
      ),
      noiseDecay: fc.record({ factor: positive }),
      rates: fc.record({ initial: fc.double({ min: 0.001, max: 0.45, noNaN: true }) }),
      until: share,
      banks: count,
    },
    { requiredKeys: ['method', 'tradeoff'] },
  ),
);

const saft = fc.record({
  method: fc.constant('saft'),
  layers: fc.oneof(
    fc.record({
      by: fc.constantFrom(...sensitivityMetricSchema.options),
      k: fc.oneof(fc.constant('auto'), fc.integer({ min: 1, max: 5 })),
    }),
    fc.record({ names: fc.subarray(layers, { minLength: 1 }) }),
  ),
});

/** Of memories, which need no trained weights to begin with */
const memoryStudy = fc
  .record({
    name: text,
    profiles: fc.dictionary(label, storedProfile, { minKeys: 1, maxKeys: 3 }),
    training,
    pretraining: fc.option(training, { nil: undefined }),
    methods: memoryMethods,
    evaluation: fc.record(
      { faultRates: fc.array(rate, { minLength: 1, maxLength: 3 }), randomisedLayers: fc.boolean() },
      { requiredKeys: [] },
    ),
    energy: fc.record({ architecture: fc.constant('mlp-8'), bits: fc.integer({ min: 1, max: 64 }) }),
  })
  .map(({ pretraining, profiles, ...rest }) =>
    specificationSchema.parse({
      version: 1,
      ...rest,
      profiles: { ...profiles },
      data: { source: 'glyphs' },
      model: { architecture: 'lenet5', pretraining },
    }),
  );

const noiseStudy = fc
  .record({
    name: text,
    notes: fc.option(text, { nil: undefined }),
    profiles: fc.dictionary(label, profile, { minKeys: 1, maxKeys: 3 }),
    single: fc.boolean(),
    training,
    pretraining: training,
    methods: fc.tuple(saft, fc.constant({ method: 'noise-injection' })),
    seeds: fc.uniqueArray(fc.integer({ min: 0, max: 2147483647 }), { minLength: 1, maxLength: 4 }),
    halfWidth: fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
    validation: fc.nat(1000),
  })
  .map(({ profiles, single, pretraining, halfWidth, validation, ...rest }) =>
    specificationSchema.parse({
      version: 1,
      ...rest,
      ...(single ? { profile: Object.values(profiles)[0] } : { profiles: { ...profiles } }),
      data: { source: 'glyphs', validation },
      model: { architecture: 'lenet5', pretraining },
      sensitivity: { metrics: [...sensitivityMetricSchema.options] },
      evaluation: { halfWidth },
    }),
  );

/** Any specification that the checks accept, with its defaults filled in and its profiles written out. */
export const specificationArbitrary: fc.Arbitrary<Specification> = fc.oneof(noiseStudy, memoryStudy);
