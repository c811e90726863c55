import { z } from 'zod';
import { chosenColumnsSchema, fitKindSchema } from '../profile-fit.ts';
import { profileSchema } from '../profile.ts';

const nothing = z.strictObject({});

/** A fitted curve for drawing: the standard deviation by fraction of the largest conductance, or the fault rate by voltage. */
export const fitCurveSchema = z.array(
  z.strictObject({
    x: z.number(),
    fitted: z.number(),
    /** Of the 95 % band of the curve itself */
    low: z.number(),
    high: z.number(),
  }),
);
export type FitCurve = z.infer<typeof fitCurveSchema>;

export const fittedProfileSchema = z.strictObject({
  /** With its `fit` */
  profile: profileSchema,
  curve: fitCurveSchema,
  /** The profile as a file of its own */
  yaml: z.string(),
  /** What that says, for a study: without what goes without saying */
  written: z.record(z.string(), z.unknown()),
  /** The command line that shows the same fit */
  command: z.string(),
});
export type FittedProfile = z.infer<typeof fittedProfileSchema>;

/** A file in the workspace's folder `profiles`. */
export const ownProfileSchema = z.strictObject({
  /** As a specification refers to it */
  name: z.string(),
  path: z.string(),
  profile: profileSchema.optional(),
  /** Of its fit, where it has one */
  curve: fitCurveSchema.optional(),
  /** Why it cannot be read */
  problem: z.string().optional(),
});
export type OwnProfileEntry = z.infer<typeof ownProfileSchema>;

export const fitRequestSchema = z.strictObject({
  /** Of a CSV file with measurements */
  path: z.string().min(1),
  kind: fitKindSchema,
  /** By the names that are recognised where absent */
  columns: chosenColumnsSchema.optional(),
  /** Chosen by the fit where absent */
  degree: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
  /** Conductance of the largest weight; the largest measured one where absent */
  fullScale: z.number().positive().optional(),
  /** V, that a bit costs 1 at; the largest measured one where absent */
  nominalVoltage: z.number().positive().optional(),
  /** V, that the memory is used at */
  atVoltage: z.number().positive().optional(),
  /** Of a weight in the memory, 1 to 16; 1 is binary */
  bits: z.number().int().min(1).max(16).optional(),
});
export type FitRequest = z.infer<typeof fitRequestSchema>;

export const measuredColumnsSchema = z.strictObject({
  /** As the header has them, in order */
  columns: z.array(z.string()),
  /** Those that are taken where nobody says */
  recognised: chosenColumnsSchema,
});
export type MeasuredColumns = z.infer<typeof measuredColumnsSchema>;

export const profilesMethods = {
  /** What a file of measurements has in its header */
  'profile.columns': {
    input: z.strictObject({ path: z.string().min(1), kind: fitKindSchema }),
    output: measuredColumnsSchema,
  },
  'profile.fit': { input: fitRequestSchema, output: fittedProfileSchema },
  /** Profiles that were saved in the workspace */
  'profile.own': { input: nothing, output: z.array(ownProfileSchema) },
  /** Refuses a name that is taken, unless it is to be replaced */
  'profile.save': {
    input: z.strictObject({ name: z.string().max(100), profile: profileSchema, replace: z.boolean().default(false) }),
    output: z.strictObject({ path: z.string() }),
  },
} as const;
