import { z } from 'zod';
import { measurement } from '../measurement.ts';
import { serializedErrorSchema } from '../rpc/messages.ts';

const nothing = z.strictObject({});

/** What this way of reaching the workbench can do; the interface asks this and never which transport it runs on. */
export const capabilitiesSchema = z.strictObject({
  /** Native dialogs for files and folders. Otherwise `files.browse` */
  pickFiles: z.boolean(),
});

export const applicationSchema = z.strictObject({
  version: z.string(),
  commit: z.string().optional(),
  /** Absolute path of the workspace's folder */
  workspace: z.string(),
  /** Of the process that owns the store */
  node: z.string(),
  platform: z.string(),
  processor: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  /** What a study with `engine: auto` is going to run on, for example "graph · TensorFlow 2.21.0"; absent until known */
  engine: z.strictObject({ name: z.string(), detail: z.string() }).optional(),
  /** Runs of another process that were found dead when the workspace was opened */
  foundLost: z.array(z.number().int()),
  capabilities: capabilitiesSchema,
});
export type Application = z.infer<typeof applicationSchema>;

export const doctorReportSchema = z.strictObject({
  checks: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum(['pass', 'warn', 'fail']),
      detail: z.string(),
      nextStep: z.string().optional(),
    }),
  ),
});

export const filePurposeSchema = z.enum([
  'network',
  'arrays',
  'image-folder',
  'feature-table',
  'weights',
  'data-folder',
  'specification',
  'energy-table',
  'measurements',
  'archive',
  'folder',
]);
export type FilePurpose = z.infer<typeof filePurposeSchema>;

/** Something the user has to know, that stays until it is dismissed or no longer true. */
export const bannerSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['engine-died', 'found-lost', 'store-problem']),
  error: serializedErrorSchema,
  /** Runs it took along */
  runs: z.array(z.strictObject({ id: z.number().int(), title: z.string(), resumable: z.boolean() })),
  /** ISO 8601, UTC */
  at: z.string(),
});
export type Banner = z.infer<typeof bannerSchema>;

/** A command of the native menu that the interface carries out. */
export const menuCommandSchema = z.enum([
  'new-study',
  'open-studies',
  'open-live',
  'open-compare',
  'open-profiles',
  'open-archive',
  'command-palette',
  'shortcuts',
  'doctor',
]);
export type MenuCommand = z.infer<typeof menuCommandSchema>;

export const applicationMethods = {
  'application.describe': { input: nothing, output: applicationSchema },
  'application.doctor': { input: nothing, output: doctorReportSchema },
  /** Text that the interface keeps for itself (JSON): theme, table columns, named views */
  'preferences.read': {
    input: z.strictObject({ key: z.string().max(200) }),
    output: z.strictObject({ value: z.string().optional() }),
  },
  'preferences.write': {
    input: z.strictObject({ key: z.string().max(200), value: z.string().max(200_000).optional() }),
    output: nothing,
  },
  'banners.dismiss': { input: z.strictObject({ id: z.string() }), output: nothing },
  /** A native dialog. Without a path: nothing was chosen */
  'files.pick': {
    input: z.strictObject({ purpose: filePurposeSchema }),
    output: z.strictObject({ path: z.string().optional() }),
  },
  /** What lies in a folder of the machine the workbench runs on; the user's home by default */
  'files.browse': {
    input: z.strictObject({ folder: z.string().optional(), purpose: filePurposeSchema }),
    output: z.strictObject({
      folder: z.string(),
      parent: z.string().optional(),
      /** It is not there: whatever is written to it makes it */
      willBeMade: z.boolean().optional(),
      entries: z.array(
        z.strictObject({ name: z.string(), kind: z.enum(['folder', 'file']), bytes: measurement.optional() }),
      ),
    }),
  },
} as const;

export const applicationEvents = {
  banners: { input: nothing, value: z.array(bannerSchema) },
  /** Nothing is told at the start */
  menu: { input: nothing, value: menuCommandSchema },
} as const;
