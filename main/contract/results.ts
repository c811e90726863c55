import type { SerializedError } from './errors.ts';
import type { Profile } from './profile.ts';
import type {
  FaultAccuracy,
  MemoryReport,
  RateUpdate,
  AccuracyResult,
  AccuracyStage,
  MetricPoint,
  NoiseReport,
  Provenance,
  RunConfiguration,
  RunKind,
  RunStatus,
  SensitivityScore,
  StepTiming,
  TrainingPlan,
  TrainingPosition,
} from './run.ts';
import type { MethodSpecification, SensitivityMetric } from './specification.ts';

/**
 * A number with its confidence interval. Infinite or NaN bounds: one value, about whose spread nothing is known, or not on that
 * side. In JSON they are null.
 */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** For example 0.95 */
  readonly confidence: number;
  /** What the interval is over: test images (Wilson), noise draws or seeds (Student), bootstrap resamples of seeds and draws */
  readonly over: 'images' | 'draws' | 'seeds' | 'steps' | 'resamples';
  /** How many of them */
  readonly n: number;
}

export interface StudySummary {
  readonly id: number;
  readonly name: string;
  /** ISO 8601, UTC */
  readonly createdAt: string;
  /** Of the specification, see `readSpecification` */
  readonly hash: string;
  readonly runs: Readonly<Partial<Record<RunStatus, number>>>;
}

/** A line of the run list. */
export interface RunSummary {
  readonly id: number;
  readonly studyId: number;
  readonly studyName: string;
  readonly kind: RunKind;
  /** Label of the profile; absent for pretraining */
  readonly profile?: string;
  /** Label of the method; absent for preparing */
  readonly method?: string;
  readonly seed: number;
  readonly status: RunStatus;
  /** 0 to 1 */
  readonly fraction: number;
  /** ISO 8601, UTC; absent while queued */
  readonly startedAt?: string;
  readonly durationSeconds?: number;
  /** Accuracy under noise at the end; of a `prepare` run, before training; of a `pretrain` run, without noise */
  readonly accuracy?: AccuracyResult;
  /** Why it failed */
  readonly error?: SerializedError;
}

export interface CheckpointSummary {
  readonly position: TrainingPosition;
  readonly sha256: string;
  readonly bytes: number;
  readonly final: boolean;
}

/** A memory with what follows from it. */
export interface MemorySummary extends MemoryReport {
  /**
   * Geometric mean of the fault rates over the bits of the layers that have faults: under an exponential energy model the
   * one rate at which these bits would cost as much (arXiv:1912.10764, equations 1 and 3). Absent where no layer has faults.
   */
  readonly geometricMeanRate?: number;
}

/** Everything known of one run. */
export interface RunDetails extends RunSummary {
  readonly configuration: RunConfiguration;
  /** Of the configuration */
  readonly hash: string;
  /** Absent until the engine has started */
  readonly provenance?: Provenance;
  readonly accuracies: readonly AccuracyResult[];
  readonly sensitivity: readonly SensitivityScore[];
  readonly plan?: TrainingPlan;
  readonly timing?: StepTiming;
  readonly noise?: NoiseReport;
  readonly memory?: MemorySummary;
  readonly rateUpdates: readonly RateUpdate[];
  readonly faultAccuracies: readonly FaultAccuracy[];
  readonly checkpoints: readonly CheckpointSummary[];
  /** The last of each series */
  readonly latestMetrics: readonly MetricPoint[];
}

/** Pairs of one seed each: the method's accuracy less the reference's. Wilcoxon 1945; two-sided, exact up to n = 20. */
export interface PairedTest {
  readonly against: string;
  /** Pairs (seeds), ties included */
  readonly pairs: number;
  /** Pairs that differ: the n of the test */
  readonly n: number;
  readonly pValue: number;
  /** The smallest p-value that n pairs can give at all */
  readonly smallestPossiblePValue: number;
  readonly exact: boolean;
  /** Mean difference of accuracy, a fraction, over seeds */
  readonly difference: Estimate;
}

export interface SeedAccuracy {
  readonly seed: number;
  readonly runId: number;
  /** Mean over noise draws, a fraction */
  readonly accuracy: number;
}

/** What one method reached under one profile, over its finished seeds. */
export interface MethodComparison {
  readonly method: string;
  readonly label: string;
  /** As the specification has it, defaults filled in */
  readonly configuration?: MethodSpecification;
  /** Accuracy under noise after training */
  readonly recovered: Estimate;
  /** The same without noise */
  readonly recoveredClean?: Estimate;
  readonly seeds: readonly SeedAccuracy[];
  /** Of the first seed; scores are measured once a profile, so that all seeds share it */
  readonly plan?: TrainingPlan;
  /** The metric whose ranking chose the trained layers; absent where they are named or all */
  readonly chosenBy?: SensitivityMetric;
  /** Medians over the seeds' timings */
  readonly timing?: StepTiming;
  /** `fullStepMs` by `totalMs` of the timings, as measured: against training every layer */
  readonly speedup?: Estimate;
  /** Against noise injection, otherwise reliable memory of the study's own network; absent for that itself */
  readonly pairedTest?: PairedTest;
}

export interface LadderRung {
  readonly stage: AccuracyStage;
  /** Method of a recovered rung */
  readonly label?: string;
  readonly accuracy: Estimate;
}

export interface ProfileComparison {
  readonly label: string;
  readonly profile: Profile;
  /** Clean, quantised (where the profile quantises) and noisy, then each method clean and under noise */
  readonly ladder: readonly LadderRung[];
  readonly sensitivity: readonly SensitivityScore[];
  /** What noise was asked for and what was measured */
  readonly noise?: NoiseReport;
  readonly methods: readonly MethodComparison[];
}

/** One configuration of a method, over its finished seeds: a point of an energy-accuracy front. */
export interface FrontPoint {
  readonly profile: string;
  readonly label: string;
  readonly architecture: string;
  /** Memory energy of the weights, as a fraction of the reference's */
  readonly energy: Estimate;
  /** Under the faults and the noise it is used with */
  readonly accuracy: Estimate;
  readonly seeds: readonly (SeedAccuracy & { readonly energy: number; readonly draws: readonly number[] })[];
  /** Another point of the same method is at least as accurate for at most the energy */
  readonly dominated: boolean;
  /** A point of any method is */
  readonly dominatedByAny: boolean;
  /** Fault rate of each layer of the first seed, where there is a memory */
  readonly memory?: MemoryReport;
}

export interface Front {
  /** Of the specification: `reliable`, `lanmax`, ... */
  readonly method: string;
  /** By energy */
  readonly points: readonly FrontPoint[];
  /** Area dominated up to the reference energy and above the accuracy of chance, as a fraction of that rectangle */
  readonly hypervolume: Estimate;
}

/** Energy of one front by that of another at the same accuracy, both by linear interpolation between neighbouring points. */
export interface EnergySaving {
  readonly method: string;
  readonly against: string;
  readonly accuracy: number;
  /** `against` by `method`: 3 means a third of the energy */
  readonly factor: Estimate;
}

/** Accuracy of one front less that of another at the same energy. */
export interface AccuracyGain {
  readonly method: string;
  readonly against: string;
  /** As a fraction of the reference's */
  readonly energy: number;
  readonly gain: Estimate;
}

export interface FrontComparison {
  /** What an energy of 1 is */
  readonly reference: { readonly architecture: string; readonly weights: number; readonly bits: number };
  /** Only points of this network were compared; absent where all were */
  readonly network?: string;
  readonly fronts: readonly Front[];
  readonly savings: readonly EnergySaving[];
  readonly gains: readonly AccuracyGain[];
  /** Of the bootstrap */
  readonly resamples: number;
}

/** Two fronts read off at levels of the user's choice, by the bootstrap that the savings and gains of a comparison come from. */
export interface FrontReading {
  readonly method: string;
  readonly against: string;
  /** Where an accuracy was asked for */
  readonly saving?: {
    readonly accuracy: number;
    /** Of each front at this accuracy, a fraction of the reference's; absent where the front does not reach it */
    readonly energies: { readonly method?: number; readonly against?: number };
    /** Energy of `against` by that of `method`; NaN where one of them does not reach it */
    readonly factor: Estimate;
    /** Share of resamples in which both fronts reach it, 0 to 1 */
    readonly definedShare: number;
  };
  /** Where an energy was asked for */
  readonly gain?: {
    readonly energy: number;
    /** Of each front for this energy; absent where it has no point as cheap */
    readonly accuracies: { readonly method?: number; readonly against?: number };
    /** Accuracy of `method` less that of `against`; NaN where one of them has no point as cheap */
    readonly gain: Estimate;
    /** Share of resamples in which both fronts have a point as cheap, 0 to 1 */
    readonly definedShare: number;
  };
}

/** Accuracy at a fault rate that need not be the one it was trained at (arXiv:1912.10764, figures 1 and 2). */
export interface FaultCurve {
  readonly profile: string;
  readonly label: string;
  readonly method: string;
  readonly kind: FaultAccuracy['kind'];
  readonly points: readonly { readonly rate: number; readonly layer?: string; readonly accuracy: Estimate }[];
}

/** How LaNMax moved the rates of one run. */
export interface RateHistory {
  readonly profile: string;
  readonly label: string;
  readonly seed: number;
  readonly runId: number;
  readonly updates: readonly RateUpdate[];
  readonly memory?: MemorySummary;
}

/** A study's tables: everything that is finished, and what is missing. */
export interface StudyComparison {
  readonly study: StudySummary;
  readonly architecture: string;
  /** For example "CIFAR-10, 1,017 test images" */
  readonly data: string;
  /** What computed the runs compared, for example "graph, float32, tensorflow 2.21.0"; several if they differ */
  readonly engines: readonly string[];
  readonly profiles: readonly ProfileComparison[];
  /** Of a study in which weights are stored as bits */
  readonly fronts?: FrontComparison;
  readonly faultCurves: readonly FaultCurve[];
  readonly rateHistories: readonly RateHistory[];
  readonly unfinished: readonly RunSummary[];
}

/** Layers one choice of a SAFT method trains under one profile. */
export interface ChosenLayers {
  readonly metric: SensitivityMetric;
  readonly layers: readonly string[];
  readonly reason: string;
}

export interface ProfileSensitivity {
  readonly label: string;
  readonly scores: readonly SensitivityScore[];
  readonly chosen: readonly ChosenLayers[];
  readonly noise?: NoiseReport;
}

export interface SensitivityResult {
  readonly architecture: string;
  readonly batch: number;
  readonly draws: number;
  readonly profiles: readonly ProfileSensitivity[];
}
