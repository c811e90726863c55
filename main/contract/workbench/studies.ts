import { z } from 'zod';
import { frontReadingSchema } from '../result-schemas/fronts.ts';
import { runStatusSchema } from '../result-schemas/run-details.ts';
import { studyComparisonSchema } from '../result-schemas/study-comparison.ts';
import { writtenSpecificationSchema } from './specification.ts';

const id = z.number().int().min(1);
const nothing = z.strictObject({});

export const studyEntrySchema = z.strictObject({
  id,
  name: z.string(),
  notes: z.string(),
  createdAt: z.string(),
  hash: z.string(),
  /** Runs by status, without those in the trash */
  runs: z.partialRecord(runStatusSchema, z.number().int()),
  trashed: z.boolean(),
  /** ISO 8601, UTC: since when */
  trashedAt: z.string().optional(),
});
export type StudyEntry = z.infer<typeof studyEntrySchema>;

export const draftSchema = z.strictObject({
  id,
  /** Of the specification, or "Untitled" */
  name: z.string(),
  written: writtenSpecificationSchema,
  /** Whatever the wizard keeps besides: step, expert text, scores */
  wizard: z.record(z.string(), z.unknown()),
  /** ISO 8601, UTC */
  updatedAt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

const text = z.string().max(1_000_000);

export const studiesMethods = {
  'studies.list': { input: z.strictObject({ trashed: z.boolean().default(false) }), output: z.array(studyEntrySchema) },
  /** With the YAML its author wrote */
  'studies.show': {
    input: z.strictObject({ id }),
    output: z.strictObject({ study: studyEntrySchema, text: z.string(), written: writtenSpecificationSchema }),
  },
  /** Checks, stores and queues; answers when its runs are in the queue */
  'studies.launch': {
    input: z.strictObject({ text, folder: z.string().optional() }),
    output: z.strictObject({ studyId: id, runs: z.array(id) }),
  },
  /** The shipped quickstart, a new study each time */
  'studies.quickstart': { input: nothing, output: z.strictObject({ studyId: id, runs: z.array(id) }) },
  /** Long for many runs: progress, cancel */
  'studies.compare': {
    input: z.strictObject({ id, network: z.string().optional() }),
    output: studyComparisonSchema,
  },
  /** Energies of two fronts at one accuracy, accuracies at one energy. Quick after the first: while a cursor moves */
  'studies.front-reading': {
    input: z.strictObject({
      id,
      /** As of `studies.compare` */
      network: z.string().optional(),
      /** Two methods of its fronts */
      method: z.string(),
      against: z.string(),
      /** A fraction */
      accuracy: z.number().min(0).max(1).optional(),
      /** A fraction of the reference's */
      energy: z.number().min(0).optional(),
    }),
    output: frontReadingSchema,
  },
  'studies.annotate': {
    input: z.strictObject({
      id,
      name: z.string().min(1).max(300).optional(),
      notes: z.string().max(100_000).optional(),
    }),
    output: nothing,
  },
  /** With its runs. Refused while one of them is queued, running or locked */
  'studies.trash': { input: z.strictObject({ id }), output: nothing },
  'studies.restore': { input: z.strictObject({ id }), output: nothing },
  'drafts.list': { input: nothing, output: z.array(draftSchema) },
  /** Without an id a new one */
  'drafts.save': {
    input: z.strictObject({
      id: id.optional(),
      name: z.string().max(300),
      written: writtenSpecificationSchema,
      wizard: z.record(z.string(), z.unknown()),
    }),
    output: z.strictObject({ id, updatedAt: z.string() }),
  },
  'drafts.remove': { input: z.strictObject({ id }), output: nothing },
} as const;

export const studiesEvents = {
  /** All, again whenever one changes */
  studies: { input: nothing, value: z.array(studyEntrySchema) },
} as const;
