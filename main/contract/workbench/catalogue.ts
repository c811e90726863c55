import { z } from 'zod';
import { profileSchema } from '../profile.ts';

const nothing = z.strictObject({});

/** A shipped profile, as `profile: name` refers to it. */
export const shippedProfileSchema = z.strictObject({
  name: z.string(),
  family: z.string(),
  familyTitle: z.string(),
  profile: profileSchema,
});
export type ShippedProfile = z.infer<typeof shippedProfileSchema>;

export const architectureSchema = z.strictObject({
  /** A name that can be used as it is */
  name: z.string(),
  /** The same for those whose names are made alike */
  family: z.string(),
  /** What all of the family are; absent where it has one member */
  familyTitle: z.string().optional(),
  title: z.string(),
  description: z.string(),
  /** The paper, and whose parameter names are used */
  source: z.string(),
  /** How names of the family are made, for example "mlp-WIDTH[-WIDTH...]"; absent where it has one member */
  pattern: z.string().optional(),
  /** [channels, height, width] that it is usually given; absent where any will do */
  input: z.array(z.number().int()).optional(),
});
export type ArchitectureEntry = z.infer<typeof architectureSchema>;

export const energyModelEntrySchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  citation: z.string().optional(),
  /** What a reader must know before trusting the numbers */
  warnings: z.array(z.string()),
  /** Energy of a bit, relative to reliable memory, by fault rate, ascending and from 0: for drawing */
  curve: z.array(z.strictObject({ rate: z.number(), energy: z.number() })),
});

export const shippedStudySchema = z.strictObject({
  /** Of the file, without `.yaml` */
  file: z.string(),
  name: z.string(),
  notes: z.string().optional(),
  /** YAML */
  text: z.string(),
  /** Runs it makes */
  runs: z.number().int(),
  /** Needs files that are not built in */
  needsFiles: z.boolean(),
});

export const catalogueMethods = {
  'catalogue.profiles': { input: nothing, output: z.array(shippedProfileSchema) },
  'catalogue.energy-models': { input: nothing, output: z.array(energyModelEntrySchema) },
  'catalogue.architectures': { input: nothing, output: z.array(architectureSchema) },
  'catalogue.studies': { input: nothing, output: z.array(shippedStudySchema) },
} as const;
