import type { SerializedError } from './errors.ts';
import type { Estimate, SeedAccuracy } from './estimate.ts';
import type { FrontComparison } from './front-results.ts';
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
  /** By Holm's correction for all `pairedTest`s of the comparison; absent among `choiceTests` */
  readonly holmPValue?: number;
  /** Mean difference of accuracy, a fraction, over seeds */
  readonly difference: Estimate;
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
  /**
   * Against noise injection at the fault rate that this method is used at, otherwise reliable memory of the study's own
   * network; absent for that itself
   */
  readonly pairedTest?: PairedTest;
  /** Of SAFT: against the methods before it that differ from it in nothing but the metric which chooses the layers */
  readonly choiceTests?: readonly PairedTest[];
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
