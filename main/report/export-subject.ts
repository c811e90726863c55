import type { StudyComparison } from '../contract/results.ts';
import type { Specification } from '../contract/specification.ts';
import type { TrainingRate } from './figure-data.ts';

/** A study as every workspace knows it. */
export interface StudyIdentity {
  readonly name: string;
  /** Of the specification */
  readonly hash: string;
  /** The same wherever it is imported; several studies may have the same name and hash */
  readonly uid: string;
}

/** Where exported tables and figures come from. It has no time, so that the same study gives the same bytes. */
export interface ExportProvenance {
  /** Program and its version, for example "Noisefloor 0.1.0 (commit 1a2b3c4)" */
  readonly program: string;
  /** The command line that writes this very export again */
  readonly command: string;
  /** Of what study, where that is not said otherwise */
  readonly study?: StudyIdentity;
}

/** What training reported of one run, step by step, thinned where there is much. */
export interface LearningCurve {
  readonly profile: string;
  readonly label: string;
  readonly method: string;
  readonly seed: number;
  readonly runId: number;
  readonly series: 'loss' | 'accuracy' | 'learning-rate' | 'validation-loss' | 'validation-accuracy';
  readonly points: readonly { readonly step: number; readonly value: number }[];
}

/**
 * How far training moved the weights of one layer (SAFT, arXiv:2306.03076, figure 1a): root mean square of the change by the
 * standard deviation before it.
 */
export interface WeightChange {
  readonly profile: string;
  readonly label: string;
  readonly method: string;
  readonly layer: string;
  readonly trained: boolean;
  readonly seeds: readonly { readonly seed: number; readonly relative: number }[];
}

/** Everything of a study that its tables and figures are made of. */
export interface ExportSubject {
  readonly comparison: StudyComparison;
  readonly specification: Specification;
  readonly trainingRate: TrainingRate;
  readonly learningCurves: readonly LearningCurve[];
  readonly weightChanges: readonly WeightChange[];
  readonly provenance: ExportProvenance;
}
