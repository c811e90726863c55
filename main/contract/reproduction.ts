import { z } from 'zod';
import type { Estimate } from './estimate.ts';

const facts = z.record(z.string(), z.string());
const head = {
  version: z.literal(1),
  title: z.string(),
  citation: z.string(),
  /** What the paper did, by what it is about */
  setting: facts,
  /** What the paper leaves open and is filled in here */
  reconstructed: z.array(z.string()).min(1),
};

/** A table of a paper: numbers by row and column. */
export const paperTableSchema = z
  .strictObject({
    ...head,
    columns: z.array(z.string()).min(1),
    rows: z.record(z.string(), z.array(z.number())),
    /** Rows that are of the kind of ours */
    comparable: z.array(z.string()).min(1),
  })
  .refine(({ columns, rows }) => Object.values(rows).every(({ length }) => length === columns.length), {
    message: 'every row has a number for each column',
    path: ['rows'],
  })
  .refine(({ rows, comparable }) => comparable.every((name) => Object.hasOwn(rows, name)), {
    message: 'names rows of the table',
    path: ['comparable'],
  });
export type PaperTable = z.infer<typeof paperTableSchema>;

/** Single statements of a paper about fronts. */
export const paperClaimsSchema = z.strictObject({
  ...head,
  claims: z
    .array(
      z.strictObject({
        /** A factor of energy at the same accuracy, or points of accuracy at the same energy */
        quantity: z.enum(['saving', 'gain']),
        method: z.string(),
        against: z.string(),
        at: z.string(),
        value: z.number(),
        /** How sure it is: stated, derived */
        label: z.string(),
      }),
    )
    .min(1),
});
export type PaperClaims = z.infer<typeof paperClaimsSchema>;

/** Something a paper found, beside what a study found. */
export interface ReproducedQuantity {
  readonly what: string;
  /** Percentage points, or a factor */
  readonly unit: 'points' | 'times';
  readonly paper: {
    readonly value: number;
    /** Over the rows that are compared, where there are several */
    readonly range?: readonly [number, number];
    readonly label: string;
  };
  /** In `unit`; absent where the study has nothing of the kind, or never gets there */
  readonly ours?: Estimate;
  /** Where it was read off */
  readonly at?: string;
}

/** A row of a table with the paper's rows and ours; cells in the unit of the paper. */
export interface ReproducedRow {
  readonly name: string;
  readonly isOurs: boolean;
  readonly cells: readonly (number | Estimate | undefined)[];
}

/** A paper's results beside those of a study. */
export interface Reproduction {
  readonly title: string;
  readonly citation: string;
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly ReproducedRow[] };
  readonly quantities: readonly ReproducedQuantity[];
  /** What was done, by the paper and here */
  readonly settings: readonly { readonly what: string; readonly paper: string; readonly ours: string }[];
  readonly reconstructed: readonly string[];
}
