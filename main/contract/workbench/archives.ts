import { z } from 'zod';
import {
  archivedWeightsSchema,
  archiveImportSchema,
  archiveSummarySchema,
  archiveVerificationSchema,
  importConflictsSchema,
  studyNeedSchema,
} from '../archive.ts';
import { measurement } from '../measurement.ts';

const id = z.number().int().min(1);
const nothing = z.strictObject({});
/** Of the machine that the workbench runs on; relative ones are looked for where it was started */
const path = z.string().min(1).max(4096);
/** Of an archive that is open: stands for it until the workbench is closed, or more of them are open than are kept */
const archive = z.string().min(1).max(100);

/** Methods that an opened archive answers as a workspace does. */
export const archiveMethodSchema = z.enum([
  'studies.show',
  'studies.compare',
  'studies.front-reading',
  'runs.list',
  'runs.columns',
  'runs.values',
  'runs.show',
  'runs.series',
  'runs.log',
  'runs.weights',
]);
export type ArchiveMethod = z.infer<typeof archiveMethodSchema>;

export const isArchiveMethod = (method: string): method is ArchiveMethod =>
  (archiveMethodSchema.options as readonly string[]).includes(method);

/** How large a study's files are: an archive has the bytes of its weights nearly as they are. */
export const archiveEstimateSchema = z.strictObject({
  /** A file name for it */
  name: z.string(),
  /** Bytes of weights and checkpoints that would be in it */
  files: z.strictObject({ none: measurement, final: measurement, all: measurement }),
});
export type ArchiveEstimate = z.infer<typeof archiveEstimateSchema>;

/** What a study reads besides the program and its data sets. */
export const archiveInputsSchema = z.strictObject({
  /** Files of the user's own that the study reads and that can go into it */
  inputs: z.array(
    z.strictObject({ field: z.string(), path: z.string(), files: z.number().int().min(1), bytes: measurement }),
  ),
  /** What else the study reads and why it stays out, a sentence each */
  leftOut: z.array(z.string()),
});
export type ArchiveInputs = z.infer<typeof archiveInputsSchema>;

export const createdArchiveSchema = archiveSummarySchema.extend({
  /** A sentence each: what there is not in it, and why */
  notices: z.array(z.string()),
});
export type CreatedArchive = z.infer<typeof createdArchiveSchema>;

export const extractedArchiveSchema = z.strictObject({
  /** Absolute */
  folder: z.string(),
  /** Names of files in it, with `/` */
  extracted: z.array(z.string()),
  /** Where the specification that was written differs from its author's: a file beside it, or where `to` is absent its content */
  changed: z.array(z.strictObject({ field: z.string(), path: z.string(), to: z.string().optional() })),
  /** What the study reads that the archive does not hold */
  left: z.array(studyNeedSchema),
});
export type ExtractedFolder = z.infer<typeof extractedArchiveSchema>;

export const archivesMethods = {
  'archives.estimate': { input: z.strictObject({ study: id }), output: archiveEstimateSchema },
  /** Reads a network's file for the names of others */
  'archives.inputs': { input: z.strictObject({ study: id }), output: archiveInputsSchema },
  /** Long: progress, cancel. A file of the same name is replaced only with `replace` */
  'archives.create': {
    input: z.strictObject({
      study: id,
      path,
      weights: archivedWeightsSchema,
      /** With files of the user's own that the study reads? */
      inputs: z.boolean().default(true),
      replace: z.boolean().default(false),
    }),
    output: createdArchiveSchema,
  },
  /** Reads it from beginning to end: progress, cancel. What is wrong is answered, not thrown */
  'archives.verify': { input: z.strictObject({ path }), output: archiveVerificationSchema },
  /** For looking at, nothing is imported: progress, cancel. The same file again is the same handle */
  'archives.open': {
    input: z.strictObject({ path }),
    output: z.strictObject({ archive, study: id, summary: archiveSummarySchema, needs: z.array(studyNeedSchema) }),
  },
  /** One of the reading methods, answered from the archive; input and answer are those of the method */
  'archives.read': {
    input: z.strictObject({ archive, method: archiveMethodSchema, input: z.unknown() }),
    output: z.unknown(),
  },
  /** Report, specification and the files that the study reads, into a folder that is made: progress, cancel. Long */
  'archives.extract': { input: z.strictObject({ path, folder: path }), output: extractedArchiveSchema },
  'archives.close': { input: z.strictObject({ archive }), output: nothing },
  /** Into the workspace: progress, cancel. Twice is once */
  'archives.import': {
    input: z.strictObject({ path, conflicts: importConflictsSchema.default('refuse') }),
    output: archiveImportSchema,
  },
} as const;
