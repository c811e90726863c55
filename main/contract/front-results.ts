import type { Estimate, SeedAccuracy } from './estimate.ts';
import type { MemoryReport } from './run.ts';

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
