import { z } from 'zod';

export const tableJsonFormat = 'noisefloor-table';
export const tableJsonVersion = 1;

/** JSON has no NaN and no infinities */
const numberOrNull = z.number().nullable();

const digits = z.union([
  z.enum(['count', 'rate']),
  z.strictObject({ decimals: z.number() }),
  z.strictObject({ significant: z.number() }),
]);

/** What people read: `92.2 ± 0.8`, `3.3 [2.9, 3.8]`, `*` for a mark; empty where nothing is said */
const text = z.string();

const cellSchema = z.discriminatedUnion('kind', [
  /** `id`: as specifications have it, where people call it otherwise */
  z.strictObject({ kind: z.literal('text'), text, id: z.string().optional() }),
  z.strictObject({ kind: z.literal('number'), value: numberOrNull, digits, text }),
  z.strictObject({
    kind: z.literal('measured'),
    value: numberOrNull,
    low: numberOrNull,
    high: numberOrNull,
    confidence: z.number(),
    over: z.enum(['images', 'draws', 'seeds', 'steps', 'resamples']),
    n: z.number(),
    shown: z.enum(['half-width', 'ends']),
    digits,
    signed: z.literal(true).optional(),
    best: z.literal(true).optional(),
    text,
  }),
  z.strictObject({ kind: z.literal('scored'), value: numberOrNull, standardError: numberOrNull, n: z.number(), text }),
  z.strictObject({ kind: z.literal('mark'), marked: z.boolean(), text }),
  z.strictObject({ kind: z.literal('missing'), said: z.string().optional(), text }),
]);

const columnSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  unit: z.string().optional(),
  /** Heading over neighbouring columns */
  group: z.string().optional(),
  kind: z.enum(['text', 'number', 'measured', 'scored', 'mark']),
});

/** A table exported in the format `json`: all that is known of it, numbers in the unit of their column. */
export const tableJsonSchema = z
  .strictObject({
    format: z.literal(tableJsonFormat),
    version: z.literal(tableJsonVersion),
    id: z.string(),
    title: z.string(),
    /** Without a full stop */
    caption: z.string(),
    columns: z.array(columnSchema),
    rows: z.array(z.strictObject({ cells: z.array(cellSchema), startsGroup: z.literal(true).optional() })),
    notes: z.array(z.string()),
    source: z.strictObject({
      /** `id`: its number in one workspace, in files of earlier versions, which have no `uid` */
      study: z.strictObject({
        id: z.number().optional(),
        name: z.string(),
        hash: z.string(),
        uid: z.string().optional(),
      }),
      network: z.string(),
      data: z.string(),
      engines: z.array(z.string()),
    }),
    provenance: z.strictObject({ program: z.string(), command: z.string() }),
  })
  .refine(({ columns, rows }) => rows.every(({ cells }) => cells.length === columns.length), {
    error: 'Each row has a cell for each column.',
  })
  .readonly();

export type TableJson = z.infer<typeof tableJsonSchema>;
export type TableJsonCell = z.infer<typeof cellSchema>;
export type TableJsonColumn = z.infer<typeof columnSchema>;
