import type { EngineProvenance, StepTiming } from './run.ts';
import type { EngineChoice } from './specification.ts';

export interface BenchOptions {
  readonly engine: EngineChoice;
  readonly architecture: string;
  readonly batch: number;
  /** Measured steps, after warming up */
  readonly steps: number;
  /** A command that times another program's step and prints a line of JSON with `medianMs`, to be run in turn with ours */
  readonly beside?: string;
  /** Measure epochs of LaNMax beside epochs under one fault rate too */
  readonly lanmax?: boolean;
}

/** Epochs of training under one fault rate and under LaNMax, their steps in turn. */
export interface LanmaxBench {
  readonly stepsPerEpoch: number;
  /** Layers whose rates LaNMax moves */
  readonly layers: number;
  readonly epochs: readonly { readonly uniformMs: number; readonly lanmaxMs: number }[];
  /** Median over the epochs of LaNMax's time by that under one rate */
  readonly ratio: number;
}

/** Our step and another program's, run in turn so that the machine's drift falls on both. */
export interface BesideResult {
  readonly command: string;
  /** Median milliseconds a step of each turn */
  readonly pairs: readonly { readonly oursMs: number; readonly theirsMs: number }[];
  /** Median over the pairs of ours by theirs: below 1, ours is faster */
  readonly ratio: number;
}

/** One way of training, measured. */
export interface BenchRow {
  /** For example "everything trains", "last two layers" */
  readonly label: string;
  readonly timing: StepTiming;
  /** Step time of the first row by this one's */
  readonly speedup: number;
  /** What the arithmetic alone allows (multiply-accumulates) */
  readonly speedupBound: number;
}

export interface BenchResult {
  readonly provenance: EngineProvenance;
  readonly architecture: string;
  readonly batch: number;
  readonly cores: number;
  /** A forward pass without noise or gradients, for scale */
  readonly inferenceMs?: number;
  /** Scoring every layer by std with one noise draw, to be held against `inferenceMs` */
  readonly scoringMs?: number;
  readonly peakMemoryBytes: number;
  readonly rows: readonly BenchRow[];
  readonly beside?: BesideResult;
  readonly lanmax?: LanmaxBench;
}
