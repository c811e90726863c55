import { z } from 'zod';
import { figureStyleSchema } from '../figure-style.ts';

/** Of a study of the workspace, or of the one in an archive that was opened */
export const exportSourceSchema = z.union([
  z.strictObject({
    study: z.number().int().min(1),
    /** As of `studies.compare` */
    network: z.string().min(1).max(200).optional(),
  }),
  z.strictObject({
    /** Of `archives.open` */
    archive: z.string().min(1).max(100),
    network: z.string().min(1).max(200).optional(),
  }),
]);
export type ExportSource = z.infer<typeof exportSourceSchema>;

export const tableFormatSchema = z.enum(['latex', 'csv', 'tsv', 'markdown', 'json', 'parquet']);
export type TableFormat = z.infer<typeof tableFormatSchema>;

export const figureFormatSchema = z.enum(['svg', 'pdf', 'png', 'csv', 'pgfplots']);
export type FigureFormat = z.infer<typeof figureFormatSchema>;

export const tableOptionsSchema = z.strictObject({
  /** LaTeX: numbers in columns of the package siunitx, aligned at the decimal marker */
  siunitx: z.boolean().default(false),
});

/** Before names of files and labels: letters, digits and hyphens, which neither file systems nor LaTeX take for anything else */
export const exportPrefixSchema = z
  .string()
  .max(40)
  .regex(/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*-?$/);

/** As the list of `exports.list` has it */
const name = z.string().min(1).max(200);
const names = z.array(name).max(200);

/** Which tables and figures, and how. Without a name of either kind there are none of it. */
export const exportSelectionSchema = z.strictObject({
  of: exportSourceSchema,
  tables: z.strictObject({
    names,
    formats: z.array(tableFormatSchema).max(6),
    options: tableOptionsSchema.default({ siunitx: false }),
  }),
  figures: z.strictObject({
    names,
    formats: z.array(figureFormatSchema).max(5),
    style: figureStyleSchema,
  }),
  prefix: exportPrefixSchema.optional(),
});
export type ExportSelection = z.infer<typeof exportSelectionSchema>;

export const exportedFileSchema = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  /** Base64 */
  bytes: z.string(),
});
export type ExportedFile = z.infer<typeof exportedFileSchema>;

export const exportEntrySchema = z.strictObject({
  /** Name of its files, without extension; tables and figures have names of their own each */
  name: z.string(),
  title: z.string(),
  caption: z.string(),
});
export type ExportEntry = z.infer<typeof exportEntrySchema>;

const files = z.array(exportedFileSchema);

/** All of them may take long: progress, cancel. The bytes are those that `lab export` writes. */
export const exportsMethods = {
  /** What a study has tables and figures of */
  'exports.list': {
    input: z.strictObject({ of: exportSourceSchema }),
    output: z.strictObject({
      study: z.strictObject({ name: z.string() }),
      tables: z.array(exportEntrySchema),
      figures: z.array(exportEntrySchema),
    }),
  },
  'exports.table': {
    input: z.strictObject({
      of: exportSourceSchema,
      table: name,
      format: tableFormatSchema,
      options: tableOptionsSchema.default({ siunitx: false }),
      prefix: exportPrefixSchema.optional(),
    }),
    output: z.strictObject({ files }),
  },
  /** Several files where one reads another */
  'exports.figure': {
    input: z.strictObject({
      of: exportSourceSchema,
      figure: name,
      format: figureFormatSchema,
      style: figureStyleSchema,
    }),
    /** `undrawn`: characters that no font of the workbench's machine has, so that boxes stand for them */
    output: z.strictObject({ files, undrawn: z.array(z.string()).optional() }),
  },
  /** One file: what was selected, in a zip where it is several */
  'exports.bundle': { input: exportSelectionSchema, output: z.strictObject({ file: exportedFileSchema }) },
  /**
   * Into a folder of the machine that the workbench runs on, all or nothing. Files of the same names that are not what an
   * export of this study wrote are replaced only with `replace`
   */
  'exports.save': {
    input: exportSelectionSchema.extend({ folder: z.string().min(1).max(4096), replace: z.boolean().default(false) }),
    output: z.strictObject({ folder: z.string(), files: z.array(z.string()) }),
  },
  /** The command line that writes the same; into `exports` where no folder is said */
  'exports.command': {
    input: exportSelectionSchema.extend({ folder: z.string().min(1).max(4096).optional() }),
    output: z.strictObject({ command: z.string() }),
  },
} as const;
