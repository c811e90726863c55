import type { Estimate } from '../../contract/estimate.ts';

/**
 * How many digits of a number are worth showing where no uncertainty says so. `count`: whole, in groups of three; `rate`: a
 * number that was chosen, without more digits than it has, three at most.
 */
export type Digits = 'count' | 'rate' | { readonly decimals: number } | { readonly significant: number };

/** Said in words, so that nothing is mistaken for a number: a value that is not there. */
export interface MissingCell {
  readonly kind: 'missing';
  /** Where more is to be said than that it was not measured, for example "not known" */
  readonly said?: string;
}

/** A number with its confidence interval, in the unit of its column. */
export interface MeasuredCell extends Estimate {
  readonly kind: 'measured';
  /** `half-width`: value ± half of the interval. `ends`: value [low, high], of intervals that are not symmetric */
  readonly shown: 'half-width' | 'ends';
  /** Where the interval says nothing */
  readonly digits: Digits;
  /** A difference: a plus is written */
  readonly signed?: true;
  /** The best of those it is compared with, by more than chance: see `significance.ts` */
  readonly best?: true;
}

export type TableCell =
  /** `machine`: as machine-readable files have it, where that is another name */
  | { readonly kind: 'text'; readonly text: string; readonly machine?: string }
  | { readonly kind: 'number'; readonly value: number; readonly digits: Digits }
  | MeasuredCell
  /** With one standard error, over noise draws or steps; NaN or infinite where it is not known */
  | { readonly kind: 'scored'; readonly value: number; readonly standardError: number; readonly n: number }
  /** A star, or none */
  | { readonly kind: 'mark'; readonly marked: boolean }
  | MissingCell;

export type ColumnKind = Exclude<TableCell['kind'], 'missing'>;

export interface TableColumn {
  /** In machine-readable files: words of the field with their unit, joined by `_`; unlike that of any other column */
  readonly key: string;
  /** As a heading, without unit */
  readonly title: string;
  /** `%`, `ms`, `×`, ... */
  readonly unit?: string;
  /** A heading over this column and those beside it of the same group */
  readonly group?: string;
  /** Of its cells that are not missing */
  readonly kind: ColumnKind;
}

export interface TableRow {
  /** One for each column */
  readonly cells: readonly TableCell[];
  /** Something new begins: a rule above */
  readonly startsGroup?: true;
}

/** A table before it is known of what study. */
export interface TableContent {
  /** Kebab-case; the name of its files without extension */
  readonly id: string;
  readonly title: string;
  /** What it shows, without a full stop; plain text */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Sentences that stand under it */
  readonly notes: readonly string[];
}

/** What a table is of. It has no time and no number of a workspace, so that the same study gives the same bytes. */
export interface TableSource {
  readonly study: { readonly name: string; readonly hash: string; readonly uid?: string };
  readonly network: string;
  readonly data: string;
  /** Engines that computed it, with their versions */
  readonly engines: readonly string[];
}

/** The data of one table before any format. */
export interface TableDocument extends TableContent {
  readonly source: TableSource;
}
