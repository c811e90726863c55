import { z } from 'zod';
import { dataSchema, type DataSpecification } from './data.ts';
import { faultRateSchema } from './energy.ts';
import { lanmaxSchema } from './lanmax.ts';
import { profileSchema } from './profile.ts';

const positiveInteger = z.number().int().min(1);

export { dataSchema, type DataSpecification };

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sgd'),
    learningRate: z.number().positive(),
    momentum: z.number().min(0).lt(1).default(0),
    nesterov: z.boolean().default(false),
    /** L2, added to the gradient, on every trained parameter (PyTorch's rule) */
    weightDecay: z.number().min(0).default(0),
  }),
  z.strictObject({
    kind: z.literal('adam'),
    learningRate: z.number().positive(),
    beta1: z.number().min(0).lt(1).default(0.9),
    beta2: z.number().min(0).lt(1).default(0.999),
    epsilon: z.number().positive().default(1e-8),
    weightDecay: z.number().min(0).default(0),
  }),
]);
export type OptimizerSpecification = z.infer<typeof optimizerSchema>;

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  z.strictObject({
    kind: z.literal('step'),
    /** Epochs (may be fractions) after which the rate is multiplied by `factor` */
    at: z.array(z.number().positive()),
    factor: z.number().positive().default(0.1),
  }),
  z.strictObject({ kind: z.literal('cosine'), final: z.number().min(0).default(0) }),
]);
export type ScheduleSpecification = z.infer<typeof scheduleSchema>;

export const trainingSchema = z.strictObject({
  epochs: positiveInteger,
  batch: positiveInteger.default(128),
  /** Stop an epoch after so many steps; whole epochs by default */
  stepsPerEpoch: positiveInteger.optional(),
  optimizer: optimizerSchema,
  schedule: scheduleSchema.default({ kind: 'constant' }),
  labelSmoothing: z.number().min(0).lt(1).default(0),
  augmentation: z
    .strictObject({ pad: z.number().int().min(0).default(0), flip: z.boolean().default(false) })
    .default({ pad: 0, flip: false }),
  /** After each update keep |w| <= alpha std(w) of the layer. Joshi et al. 2020, alpha = 2 for CIFAR-10. */
  clip: z.strictObject({ alpha: z.number().positive() }).optional(),
});
export type TrainingSpecification = z.infer<typeof trainingSchema>;

export const sensitivityMetricSchema = z.enum(['std', 'std-normalised', 'kl', 'kl-histogram']);
export type SensitivityMetric = z.infer<typeof sensitivityMetricSchema>;

export const layerChoiceSchema = z.union([
  z.strictObject({ by: sensitivityMetricSchema.default('std'), k: z.union([positiveInteger, z.literal('auto')]) }),
  z.strictObject({ names: z.array(z.string()).min(1) }),
]);
export type LayerChoice = z.infer<typeof layerChoiceSchema>;

/**
 * What becomes of batch-norm when layers are frozen. `frozen`: every one keeps its statistics, scale and shift.
 * `with-layer`: the one that reads a trained layer's output trains with it.
 */
export const batchNormPlanSchema = z.enum(['frozen', 'with-layer']);
export type BatchNormPlan = z.infer<typeof batchNormPlanSchema>;

/** Of methods that train from the first initial weights on a network of their own choice */
const ownNetwork = {
  /** Instead of the study's; it starts from initial weights */
  architecture: z.string().optional(),
};

/** Of methods that train under the profile's memory at its own rate */
const ownRate = {
  /** Fault rate of the memory, instead of the profile's */
  rate: faultRateSchema.optional(),
};

export const methodSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('plain'), label: z.string().optional() }),
  z.strictObject({ method: z.literal('noise-injection'), label: z.string().optional(), ...ownRate }),
  z.strictObject({
    method: z.literal('saft'),
    label: z.string().optional(),
    layers: layerChoiceSchema,
    batchNorm: batchNormPlanSchema.default('frozen'),
    ...ownRate,
  }),
  /** Trained and evaluated with a memory that makes no errors */
  z.strictObject({
    method: z.literal('reliable'),
    label: z.string().optional(),
    ...ownNetwork,
    /** Bits of a weight: those of the profile's quantisation, or floating-point numbers */
    storage: z.enum(['profile', 'float16', 'float32']).default('profile'),
  }),
  /** One fault rate for all layers */
  z.strictObject({
    method: z.literal('uniform-bsc'),
    label: z.string().optional(),
    ...ownNetwork,
    trainRate: faultRateSchema,
    /** The rate it is used at; `trainRate` by default */
    testRate: faultRateSchema.optional(),
  }),
  /** A fault rate for each layer, found while training */
  z.strictObject({
    method: z.literal('lanmax'),
    label: z.string().optional(),
    ...ownNetwork,
    ...lanmaxSchema.shape,
  }),
]);
export type MethodSpecification = z.infer<typeof methodSchema>;

/** The network a method trains instead of the study's, from initial weights. */
export function methodArchitecture(method: MethodSpecification): string | undefined {
  return 'architecture' in method ? method.architecture : undefined;
}

export const modelSchema = z
  .strictObject({
    /** A registered name, for example `resnet20-cifar`, `wide-resnet-28-10`, `mlp-256-128` */
    architecture: z.string().optional(),
    /** Instead: a network of another program with its weights, an ONNX file or the `model.json` of a tfjs layers model */
    file: z.string().optional(),
    /** SHA-256 (hex) of what `file` and the files it names hold; whoever reads a specification fills it in */
    checksum: z.string().length(64).optional(),
    /** A safetensors file with torchvision's names, or those of `file`, whose own weights it replaces */
    weights: z.string().optional(),
    /** Train clean first, when there are no weights */
    pretraining: trainingSchema.optional(),
  })
  .refine((model) => (model.architecture === undefined) !== (model.file === undefined), {
    message: 'give either `architecture` or `file`',
    path: ['architecture'],
  });
export type ModelSpecification = z.infer<typeof modelSchema>;

export const engineChoiceSchema = z.strictObject({
  name: z.enum(['auto', 'graph', 'tensorflow', 'wasm', 'cpu']).default('auto'),
  precision: z.enum(['float32', 'bfloat16']).default('float32'),
});
export type EngineChoice = z.infer<typeof engineChoiceSchema>;

export const evaluationSchema = z.strictObject({
  /** Noise draws, or `auto`: until the interval is as narrow as `halfWidth` */
  draws: z.union([positiveInteger, z.literal('auto')]).default('auto'),
  /** Of the mean accuracy over noise draws, as a fraction */
  halfWidth: z.number().positive().max(0.5).default(0.005),
  confidence: z.number().min(0.5).lt(1).default(0.95),
  minimumDraws: z.number().int().min(2).default(8),
  maximumDraws: z.number().int().min(2).default(64),
  batch: positiveInteger.default(256),
  /** Of methods that train under faults of stored bits: the accuracy at these rates too, the same for all layers */
  faultRates: z.array(faultRateSchema).min(1).optional(),
  /** And with the bits of one layer random (rate 0.5), each layer in turn */
  randomisedLayers: z.boolean().optional(),
});
export type EvaluationSpecification = z.infer<typeof evaluationSchema>;

/** What energies are compared with: all weights of this network, each of so many bits, in reliable memory. */
export const energyReferenceOfStudySchema = z.strictObject({
  /** The study's own by default */
  architecture: z.string().optional(),
  /** As the profile stores a weight by default */
  bits: z.number().int().min(1).max(64).optional(),
});

const profileReference = z.union([z.string().min(1), profileSchema]);

/** A study as a user writes it: runs = profiles x methods x seeds. */
export const specificationSchema = z
  .strictObject({
    version: z.literal(1),
    name: z.string().min(1),
    notes: z.string().optional(),
    data: dataSchema,
    model: modelSchema,
    /** One profile, or its shipped name `file/variant` */
    profile: profileReference.optional(),
    /** Several, each under a label of its own */
    profiles: z.record(z.string().min(1), profileReference).optional(),
    sensitivity: z
      .strictObject({
        metrics: z.array(sensitivityMetricSchema).min(1).default(['std']),
        batch: positiveInteger.default(128),
        draws: positiveInteger.default(8),
        seed: z.number().int().default(0),
      })
      .prefault({}),
    methods: z.array(methodSchema).min(1),
    training: trainingSchema,
    evaluation: evaluationSchema.prefault({}),
    energy: energyReferenceOfStudySchema.optional(),
    engine: engineChoiceSchema.prefault({}),
    seeds: z.array(z.number().int().min(0).max(2147483647)).min(1).default([1]),
  })
  .refine((study) => (study.profile === undefined) !== (study.profiles === undefined), {
    message: 'give either `profile` or `profiles`',
    path: ['profile'],
  })
  .refine((study) => new Set(study.seeds).size === study.seeds.length, {
    message: 'the same seed twice would count one result twice',
    path: ['seeds'],
  });
export type Specification = z.infer<typeof specificationSchema>;
