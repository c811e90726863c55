import { z } from 'zod';
import { measurement } from '../measurement.ts';
import { accuracyResultSchema, faultAccuracySchema, rateUpdateSchema } from '../result-schemas/measured.ts';
import { runDetailsSchema, runProgressSchema, runStatusSchema } from '../result-schemas/run-details.ts';
import { serializedErrorSchema } from '../rpc/messages.ts';
import { histogramOfLayerSchema } from './weights.ts';

const id = z.number().int().min(1);
const ids = z.array(id).min(1).max(100_000);
const nothing = z.strictObject({});

export const metricSeriesSchema = z.enum([
  'loss',
  'accuracy',
  'learning-rate',
  'validation-loss',
  'validation-accuracy',
  'step-ms',
]);

/** A line of the run table: small, as there may be tens of thousands. */
export const runRowSchema = z.strictObject({
  id,
  studyId: id,
  studyName: z.string(),
  kind: z.enum(['pretrain', 'prepare', 'train']),
  profile: z.string().optional(),
  /** As tables name it */
  method: z.string().optional(),
  /** Of the specification: `saft`, `lanmax`, ... */
  methodName: z.string().optional(),
  seed: z.number().int(),
  status: runStatusSchema,
  fraction: measurement,
  createdAt: z.string(),
  startedAt: z.string().optional(),
  /** Also of a run that never started; absent while it waits or is under way */
  endedAt: z.string().optional(),
  durationSeconds: measurement.optional(),
  /** Under noise at the end, as `RunSummary.accuracy` */
  accuracy: z.strictObject({ value: measurement, low: measurement, high: measurement, draws: z.number() }).optional(),
  locked: z.boolean(),
  tags: z.array(z.string()),
  hasNotes: z.boolean(),
  /** ISO 8601, UTC: since when it is in the trash; absent elsewhere */
  trashedAt: z.string().optional(),
});
export type RunRow = z.infer<typeof runRowSchema>;

/** A column that is not part of every row: read when it is shown. */
export const runColumnSchema = z.strictObject({
  /** For example `metric.loss.minimum`, `accuracy.noisy`, `configuration.training.batch`, `energy` */
  key: z.string(),
  title: z.string(),
  group: z.enum(['accuracy', 'metrics', 'time', 'energy', 'configuration', 'provenance', 'notes']),
  unit: z.string().optional(),
  type: z.enum(['number', 'text']),
});
export type RunColumn = z.infer<typeof runColumnSchema>;

const logLineSchema = z.strictObject({
  /** Counts up within a run */
  number: z.number().int(),
  /** ISO 8601, UTC */
  at: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

const pointSchema = z.strictObject({ step: z.number().int(), value: measurement });

/** What changes of a run while it is looked at. The first value has everything; later ones what is new. */
export const runNewsSchema = z.strictObject({
  status: runStatusSchema,
  /** Asked for, and not yet confirmed by the engine */
  transition: z.enum(['stopping', 'pausing']).optional(),
  progress: runProgressSchema.optional(),
  /** ISO 8601: of the last thing heard of it */
  heardAt: z.string().optional(),
  /** Points since the last value, as they were measured. The first value has none: read `runs.series` */
  points: z.array(z.strictObject({ series: metricSeriesSchema, step: z.number().int(), value: measurement })),
  rateUpdates: z.array(rateUpdateSchema),
  accuracies: z.array(accuracyResultSchema),
  faultAccuracies: z.array(faultAccuracySchema),
  log: z.array(logLineSchema),
  error: serializedErrorSchema.optional(),
});
export type RunNews = z.infer<typeof runNewsSchema>;

export const queueItemSchema = z.strictObject({
  runId: id,
  studyId: id,
  studyName: z.string(),
  title: z.string(),
  methodName: z.string().optional(),
  state: z.enum(['running', 'stopping', 'pausing', 'paused', 'waiting']),
  fraction: measurement,
  detail: z.string(),
  secondsLeft: measurement.optional(),
});

export const queueStateSchema = z.strictObject({
  /** `pausing`: the runs under way are asked for a checkpoint and have not all answered */
  state: z.enum(['idle', 'working', 'pausing', 'paused']),
  /** How many training runs may work at once */
  parallel: z.number().int().min(1),
  /** Those under way first, then in the order they will be done */
  items: z.array(queueItemSchema),
  /** Of all items; low and high from the spread of what was predicted so far */
  secondsLeft: z.strictObject({ value: measurement, low: measurement, high: measurement }).optional(),
  /** Of runs under way, for example "graph float32 · TensorFlow 2.21.0" */
  engine: z.string().optional(),
  /** ISO 8601, UTC */
  at: z.string(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;
export type QueueState = z.infer<typeof queueStateSchema>;

export const runsMethods = {
  /** Every run that is not in the trash, oldest first */
  'runs.list': {
    input: z.strictObject({ studyId: id.optional(), trashed: z.boolean().default(false) }),
    output: z.array(runRowSchema),
  },
  'runs.columns': { input: nothing, output: z.array(runColumnSchema) },
  /** Values of columns for runs, in the order asked; null where a run has none */
  'runs.values': {
    input: z.strictObject({ runs: ids, columns: z.array(z.string()).min(1).max(100) }),
    output: z.record(z.string(), z.array(z.union([measurement, z.string(), z.null()]))),
  },
  'runs.show': {
    input: z.strictObject({ id }),
    output: z.strictObject({
      run: runDetailsSchema,
      notes: z.string(),
      tags: z.array(z.string()),
      locked: z.boolean(),
      command: z.string(),
      /** The specification of this run alone, as YAML */
      text: z.string(),
    }),
  },
  /**
   * A series for drawing. The smoothed trace is an exponential moving average with the half-life asked for, unbiased at
   * the start, computed over every point before any is left out.
   */
  'runs.series': {
    input: z.strictObject({
      id,
      series: metricSeriesSchema,
      maximumPoints: z.number().int().min(4).max(20_000).default(1500),
      /** Steps after which a point counts half; 0: no smoothing */
      halfLife: z.number().min(0).default(0),
    }),
    output: z.strictObject({ points: z.array(pointSchema), smoothed: z.array(pointSchema) }),
  },
  /** Weights of a finished run before and after training, layer by layer (SAFT, figure 1a) */
  'runs.weights': {
    input: z.strictObject({ id, layer: z.string().optional(), bins: z.number().int().min(8).max(400).default(80) }),
    output: z.strictObject({
      layers: z.array(
        z.strictObject({
          layer: z.string(),
          trained: z.boolean(),
          weights: z.number().int(),
          /** Standard deviation before and after */
          before: measurement,
          after: measurement,
          /** Root mean square of the change, by the standard deviation before */
          relativeChange: measurement,
        }),
      ),
      histogram: histogramOfLayerSchema.optional(),
    }),
  },
  'runs.log': { input: z.strictObject({ id }), output: z.array(logLineSchema) },
  'runs.stop': { input: z.strictObject({ ids }), output: nothing },
  /** Queues stopped, failed and lost runs again */
  'runs.resume': { input: z.strictObject({ ids }), output: nothing },
  /** Refused for runs that are queued, running or locked */
  'runs.trash': { input: z.strictObject({ ids }), output: nothing },
  'runs.restore': { input: z.strictObject({ ids }), output: nothing },
  'runs.lock': { input: z.strictObject({ ids, locked: z.boolean() }), output: nothing },
  'runs.annotate': {
    input: z.strictObject({
      ids,
      addTags: z.array(z.string().min(1).max(60)).default([]),
      removeTags: z.array(z.string()).default([]),
      /** Of all of them */
      notes: z.string().max(100_000).optional(),
    }),
    output: nothing,
  },
  /** Ends what is under way with a checkpoint and holds the queue; it goes on exactly there */
  'queue.pause': { input: nothing, output: nothing },
  'queue.resume': { input: nothing, output: nothing },
  'queue.parallel': { input: z.strictObject({ parallel: z.number().int().min(1).max(16) }), output: nothing },
} as const;

export const runsEvents = {
  /** Nothing at first, then rows that are new or changed, and ids that are gone; at most 4 times a second */
  'runs.changed': {
    input: nothing,
    value: z.strictObject({ rows: z.array(runRowSchema), gone: z.array(id) }),
  },
  run: { input: z.strictObject({ id }), value: runNewsSchema },
  queue: { input: nothing, value: queueStateSchema },
} as const;
