import { z } from 'zod';

/** Of the layout of an archive; the rows in it have the number of the store's schema besides. */
export const archiveVersion = 1;
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
  version: z.literal(archiveVersion),
  /** Number of the store's schema that the rows are of */
  schema: count,
  study: archivedStudySchema,
  weights: archivedWeightsSchema,
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
  /** Of all tables */
  rows: count,
  /** Is there a report for browsers in it? */
  report: z.boolean(),
});
export type ArchiveSummary = z.infer<typeof archiveSummarySchema>;

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
  /** Files that were not there */
  files: z.strictObject({ count, bytes: count }),
  conflicts: z.array(archiveConflictSchema),
});
export type ArchiveImport = z.infer<typeof archiveImportSchema>;
