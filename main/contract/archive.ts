import { z } from 'zod';

/**
 * Of the layout of an archive; the rows in it have the number of the store's schema besides. 2: files of the user's own that
 * the study reads may be in it. 1 is still read.
 */
export const archiveVersion = 2;
export const archiveExtension = '.noisefloor';

/** Whether what stands for a study is the path of an archive. */
export function isArchivePath(study: string): boolean {
  return study.toLowerCase().endsWith(archiveExtension);
}

/**
 * Which weights an archive holds. `none`: what was measured alone. `final`: the results of training. `all`: checkpoints to
 * resume from, too.
 */
export const archivedWeightsSchema = z.enum(['none', 'final', 'all']);
export type ArchivedWeights = z.infer<typeof archivedWeightsSchema>;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const uidSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** What is read of a manifest before anything else of it, whatever its version. */
export const manifestHeadSchema = z.object({
  format: z.literal('noisefloor-archive'),
  version: z.number().int().min(1).max(1_000_000),
  /** Version of the program that wrote it */
  application: z.string().min(1).max(100),
});

export const archiveEntrySchema = z.strictObject({
  name: z.string().min(1).max(200),
  /** Unpacked */
  bytes: count,
  sha256: sha256Schema,
  /** Of tables */
  rows: count.optional(),
});
export type ArchiveEntry = z.infer<typeof archiveEntrySchema>;

const pathPart = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^\p{Cc}<>:"/\\|?*]{0,99}[^\p{Cc}<>:"/\\|?*. ]$/iu;

/** A path below a folder that every system takes, with `/` between its parts. */
export const inputNameSchema = z
  .string()
  .max(400)
  .refine((name) => name.split('/').every((part) => pathPart.test(part)), { error: 'no name of a file' });

export const inputPartSchema = z.strictObject({ name: inputNameSchema, bytes: count, sha256: sha256Schema });

/** A file of the user's own that a study reads, with those that it names in its turn. */
export const archivedInputSchema = z
  .strictObject({
    /** Of the specification: `model.file`, `model.weights`, `profile`, `profiles.LABEL` */
    field: z.string().min(1).max(300),
    /** As the specification has it */
    path: z.string().min(1).max(4096),
    /** The one that `path` leads to first. Names are below a folder that they share */
    parts: z.array(inputPartSchema).min(1).max(1000),
  })
  .refine(({ parts }) => !isAmbiguous(parts.map(({ name }) => name)), { error: 'two of its files have one name' });
export type ArchivedInput = z.infer<typeof archivedInputSchema>;

/** Are two names the same apart from upper and lower case, or is one a folder of another? */
function isAmbiguous(names: readonly string[]): boolean {
  const folded = names.map((name) => name.normalize('NFC').toLowerCase());
  const folders = new Set(folded.flatMap((name) => [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index))));
  return new Set(folded).size < folded.length || folded.some((name) => folders.has(name));
}

export const archivedStudySchema = z.strictObject({
  uid: uidSchema,
  name: z.string(),
  /** What the study was stored under */
  specificationHash: z.string(),
  runs: count,
});

/** `manifest.json`, the first entry: everything else that is in the archive, in order. */
export const manifestSchema = z.strictObject({
  ...manifestHeadSchema.shape,
  version: z.literal([1, archiveVersion]),
  /** Number of the store's schema that the rows are of */
  schema: count,
  study: archivedStudySchema,
  weights: archivedWeightsSchema,
  /** Each field once */
  inputs: z.array(archivedInputSchema).max(1000).default([]),
  entries: z.array(archiveEntrySchema).max(100_000),
});
export type ArchiveManifest = z.infer<typeof manifestSchema>;

/** What is in an archive. */
export const archiveSummarySchema = z.strictObject({
  /** Absolute */
  path: z.string(),
  bytes: count,
  /** Of the whole file, where that was read from its beginning to its end */
  sha256: sha256Schema.optional(),
  /** Version of the program that wrote it */
  application: z.string(),
  version: count,
  schema: count,
  study: archivedStudySchema,
  weights: archivedWeightsSchema,
  /** Files of weights and checkpoints, each once */
  files: z.strictObject({ count, bytes: count }),
  /** Files of the user's own that the study reads */
  inputs: z.array(archivedInputSchema),
  /** Of all tables */
  rows: count,
  /** Is there a report for browsers in it? */
  report: z.boolean(),
});
export type ArchiveSummary = z.infer<typeof archiveSummarySchema>;

/** Something outside the program that a study reads: what it takes to run it again. */
export const studyNeedSchema = z.strictObject({
  /** Of the specification */
  field: z.string(),
  /** For example `CIFAR-10`, `network file` */
  what: z.string(),
  /** As the specification has it */
  path: z.string(),
  /** Of what was read, by part; empty where no run has recorded it */
  checksums: z.array(z.strictObject({ part: z.string(), sha256: z.string() })),
  /** Is it in the archive? */
  held: z.boolean(),
});
export type StudyNeed = z.infer<typeof studyNeedSchema>;

export const archiveVerificationSchema = z.strictObject({
  path: z.string(),
  /** Whether there is no problem at all: then it can be opened and imported */
  valid: z.boolean(),
  /** A sentence each */
  problems: z.array(z.string()),
  /** Absent where not even the manifest can be read */
  summary: archiveSummarySchema.optional(),
});
export type ArchiveVerification = z.infer<typeof archiveVerificationSchema>;

/**
 * What becomes of runs that are in the workspace already and differ. `refuse`: nothing is imported. `keep-mine`: the
 * others are. `as-copy`: everything is imported as a study of its own.
 */
export const importConflictsSchema = z.enum(['refuse', 'keep-mine', 'as-copy']);
export type ImportConflicts = z.infer<typeof importConflictsSchema>;

export const archiveConflictSchema = z.strictObject({
  /** In the workspace; absent where the study itself differs */
  runId: count.optional(),
  /** For example `SAFT k=7 · multiplicative · seed 2`, or `the study` */
  what: z.string(),
  /** What differs, for example `status (finished in the archive, stopped here)`, `accuracies` */
  differences: z.array(z.string()),
});
export type ArchiveConflict = z.infer<typeof archiveConflictSchema>;

export const archiveImportSchema = z.strictObject({
  /**
   * `added`: a new study. `completed`: the study was there, and something new came in. `unchanged`: everything was there.
   * `refused`: there are conflicts; nothing was changed.
   */
  outcome: z.enum(['added', 'completed', 'unchanged', 'refused']),
  /** In the workspace */
  study: z.strictObject({ id: count, name: z.string() }),
  runs: z.strictObject({
    added: count,
    /** There already, and the same */
    unchanged: count,
    /** There already and different: those of the workspace were kept */
    kept: count,
    /** There already, in the trash: they stay in it */
    trashed: count,
  }),
  /** Files of weights that were not there */
  files: z.strictObject({ count, bytes: count }),
  /** Files of the user's own that the study reads, as the workspace keeps them from now on */
  inputs: z.strictObject({ count, bytes: count }),
  conflicts: z.array(archiveConflictSchema),
});
export type ArchiveImport = z.infer<typeof archiveImportSchema>;
