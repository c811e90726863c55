import type { SerializedError } from './errors.ts';
import type { NetworkInputs } from './network-inputs.ts';
import type { Profile } from './profile.ts';
import type { MethodSpecification, SensitivityMetric, Specification, TrainingSpecification } from './specification.ts';

/**
 * queued -> running -> finished | failed | stopped | lost. `stopped` kept what was done; `lost` is a run whose process
 * died. Both can be resumed from their last checkpoint.
 */
export type RunStatus = 'queued' | 'running' | 'finished' | 'failed' | 'stopped' | 'lost';

/**
 * What a run does. `pretrain`: plain training of a network that came without weights. `prepare`: clean, quantised and
 * noisy accuracy and the sensitivities under one profile. `train`: one method, one seed, one profile.
 */
export type RunKind = 'pretrain' | 'prepare' | 'train';

/** Everything that decides a run's result. Its hash identifies the configuration. */
export interface RunConfiguration {
  readonly kind: RunKind;
  readonly study: Omit<Specification, 'methods' | 'seeds' | 'profile' | 'profiles' | 'energy' | 'notes' | 'name'>;
  readonly seed: number;
  /** Absent for pretraining */
  readonly profile?: { readonly label: string; readonly profile: Profile };
  /** Absent for preparing */
  readonly method?: MethodSpecification;
}

/** A score a layer gets from one metric. */
export interface SensitivityScore {
  readonly metric: SensitivityMetric;
  readonly layer: string;
  readonly value: number;
  /** Over noise draws; NaN with a single draw */
  readonly standardError: number;
  /** Noise draws */
  readonly n: number;
  readonly seed: number;
  /** For all layers together */
  readonly seconds: number;
}

/** Which layers train and which are frozen, and why. */
export interface TrainingPlan {
  /** Node names of matmul layers */
  readonly trained: readonly string[];
  readonly frozen: readonly string[];
  /** Batch-norm nodes that train and use batch statistics */
  readonly trainedBatchNorms: readonly string[];
  readonly reason: string;
  /** Arithmetic bound on the speed-up over training everything (multiply-accumulates) */
  readonly speedupBound: number;
}

/** The rungs of the accuracy ladder. `recovered` is after training, under noise; `recovered-clean` without it. */
export type AccuracyStage = 'clean' | 'quantised' | 'noisy' | 'recovered-clean' | 'recovered';

/** An accuracy, with what it was measured on. */
export interface MeasuredAccuracy {
  /** Mean accuracy over draws, a fraction */
  readonly accuracy: number;
  /** Interval of the mean over noise draws; where there is no noise, Wilson's interval over the test images */
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Accuracy of each noise draw; one entry where there is no noise */
  readonly draws: readonly number[];
  readonly images: number;
}

export interface AccuracyResult extends MeasuredAccuracy {
  readonly stage: AccuracyStage;
}

/** Median milliseconds of one training step and its parts, measured in one sitting. */
export interface StepTiming {
  readonly forwardMs: number;
  readonly noiseMs: number;
  readonly inputGradientsMs: number;
  readonly weightGradientsMs: number;
  readonly updateMs: number;
  readonly totalMs: number;
  /** The same step with every layer trained, measured in turn with this one: what the speed-up is over */
  readonly fullStepMs: number;
  /** Steps the medians are taken over */
  readonly samples: number;
  readonly batch: number;
}

export interface NoiseReport {
  readonly layers: readonly {
    readonly layer: string;
    readonly asked: number;
    readonly measured: number;
    readonly weights: number;
  }[];
  readonly matmulLayers: number;
}

/** One outer step of LaNMax: where the rates were moved, and on what evidence. */
export interface RateUpdate {
  /** Epochs done, 1 for the first update */
  readonly epoch: number;
  readonly layers: readonly {
    readonly layer: string;
    /** Fault rate after the update */
    readonly rate: number;
    /**
     * Of the surrogate loss by this layer's rate, or by its logarithm in `logarithmic` space (ordinary least squares),
     * before noise decay and normalisation
     */
    readonly slope: number;
    readonly standardError: number;
  }[];
  /** Energy of the stored weights after the update, relative to the same network in reliable memory */
  readonly energy: number;
  /** Lowest loss of a mini-batch so far */
  readonly bestLoss: number;
}

/** What the weights of a run are stored in, and what that costs. */
export interface MemoryReport {
  readonly layers: readonly {
    readonly layer: string;
    readonly weights: number;
    /** Bits a weight */
    readonly bits: number;
    readonly rate: number;
    /** Energy of a bit, relative to one of reliable memory */
    readonly energyPerBit: number;
    /** Memory bank, from 0, where rates were gathered into banks */
    readonly bank?: number;
  }[];
  /** Sum over layers of weights x bits x energy of a bit: in bits of reliable memory (arXiv:1912.10764, equation 3) */
  readonly energy: number;
  /** The same weights and bits in reliable memory */
  readonly reliableEnergy: number;
  /** All weights as 16-bit, and as 32-bit numbers in reliable memory */
  readonly float16Energy: number;
  readonly float32Energy: number;
}

/** Accuracy of a trained network under faults it was not, or not only, trained for. */
export interface FaultAccuracy extends MeasuredAccuracy {
  /** `rate`: the same fault rate in every layer. `layer`: one layer's bits are random, the others as trained */
  readonly kind: 'rate' | 'layer';
  readonly rate: number;
  /** Of kind `layer` */
  readonly layer?: string;
}

export interface RunProgress {
  readonly phase: 'loading' | 'evaluating' | 'scoring' | 'training' | 'timing' | 'saving';
  /** 0 to 1 over the whole run */
  readonly fraction: number;
  readonly detail: string;
  /** Absent until there is something to base it on */
  readonly secondsLeft?: number;
}

export interface MetricPoint {
  readonly series: 'loss' | 'accuracy' | 'learning-rate' | 'validation-loss' | 'validation-accuracy' | 'step-ms';
  /** Steps done when it was measured */
  readonly step: number;
  readonly value: number;
}

/** Where training stands: the next step to do. */
export interface TrainingPosition {
  readonly epoch: number;
  readonly step: number;
}

/** What a worker reports, in order. `finished`, `failed` and `stopped` come last and are never dropped. */
export type RunEvent =
  /** With what is odd about the data, or about the network beside it, a sentence each */
  | { readonly type: 'started'; readonly provenance: EngineProvenance; readonly notices?: readonly string[] }
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'metrics'; readonly points: readonly MetricPoint[] }
  | { readonly type: 'sensitivity'; readonly scores: readonly SensitivityScore[] }
  | { readonly type: 'plan'; readonly plan: TrainingPlan }
  | { readonly type: 'noise'; readonly report: NoiseReport }
  | { readonly type: 'accuracy'; readonly result: AccuracyResult }
  | { readonly type: 'timing'; readonly timing: StepTiming }
  | { readonly type: 'rates'; readonly update: RateUpdate }
  | { readonly type: 'memory'; readonly report: MemoryReport }
  | { readonly type: 'fault-accuracy'; readonly result: FaultAccuracy }
  /** A file the worker wrote into the workspace's incoming folder, for the store to adopt */
  | {
      readonly type: 'checkpoint';
      readonly path: string;
      readonly sha256: string;
      readonly bytes: number;
      readonly position: TrainingPosition;
      readonly final: boolean;
    }
  | { readonly type: 'finished' }
  | { readonly type: 'stopped' }
  | { readonly type: 'failed'; readonly error: SerializedError };

/** What a network of a study is made for. */
export interface DataSize {
  /** [height, width, channels] */
  readonly shape: readonly number[];
  readonly classes: number;
}

export interface EngineProvenance {
  readonly engine: string;
  readonly precision: string;
  readonly versions: Readonly<Record<string, string>>;
  /** sha256 of each data part and of the weights the run started from */
  readonly checksums: Readonly<Record<string, string>>;
  /** Of the data, for when it is gone; absent of runs before it was recorded */
  readonly data?: DataSize;
  /** How images reached the network; absent of runs before it was recorded */
  readonly inputs?: NetworkInputs;
}

/** Recorded with each run, besides its configuration. */
export interface Provenance extends EngineProvenance {
  readonly application: string;
  readonly commit?: string;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** The command that repeats it */
  readonly command: string;
}

/** What the engine process is told to run. */
export interface RunAssignment {
  readonly runId: number;
  readonly configuration: RunConfiguration;
  /** Safetensors the network starts from */
  readonly weightsFile?: string;
  /** Continue from here instead: weights, optimiser slots and position */
  readonly resumeFrom?: { readonly file: string; readonly position: TrainingPosition };
  /** Scores of this profile, measured by its `prepare` run */
  readonly sensitivity?: readonly SensitivityScore[];
  readonly training?: TrainingSpecification;
  /** Folder for files to be adopted by the store */
  readonly incomingFolder: string;
  /** Where decoded images of a folder are kept for the next run */
  readonly imageCacheFolder?: string;
}
