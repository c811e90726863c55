import { z } from 'zod';

/** What was measured: the error of a conductance (or of a weight's magnitude), or the bit error rate by voltage. */
export const fitKindSchema = z.enum(['conductance', 'voltage']);
export type FitKind = z.infer<typeof fitKindSchema>;

/** What a column of measurements holds. */
export const columnRoleSchema = z.enum([
  'conductance',
  'read',
  'error',
  'deviation',
  'count',
  'voltage',
  'rate',
  'errors',
  'bits',
]);
export type ColumnRole = z.infer<typeof columnRoleSchema>;

/** Names of columns by what they hold, as the file has them; empty for what no column is taken for. */
export const chosenColumnsSchema = z.partialRecord(columnRoleSchema, z.string());
export type ChosenColumns = Readonly<Partial<Record<ColumnRole, string>>>;

const count = z.number().int().min(0);

const coefficientSchema = z.strictObject({
  /** `c0`, `c1`, `c2`: of the powers of x in ascending order */
  name: z.string(),
  value: z.number(),
  standardError: z.number().min(0),
  unit: z.string(),
});

const fitPointSchema = z.strictObject({
  /** Conductance as a fraction of the largest, or voltage in V */
  x: z.number(),
  /** Standard deviation as a fraction of the largest conductance, or fault rate of a bit */
  y: z.number(),
  /** y one standard error lower and higher; absent where the error of a point is not known */
  low: z.number().optional(),
  high: z.number().optional(),
  /** What the fit has there */
  fitted: z.number(),
  /** Measured less fitted, in what was fitted: y (conductance), ln y (voltage) */
  residual: z.number().optional(),
  /** The residual by its standard error, all scatter included */
  standardised: z.number().optional(),
  /** Values behind the point: errors of conductances, or bits that were read */
  count: count.optional(),
  /** Mean error of the conductances behind it, as a fraction of the largest */
  meanError: z.number().optional(),
  /** Whether the fit counts it */
  used: z.boolean(),
});
export type FitPoint = z.infer<typeof fitPointSchema>;

/** How a profile was made from measurements. What is computed uses the profile's own fields; this says where they are from. */
export const profileFitSchema = z.strictObject({
  kind: fitKindSchema,
  source: z.strictObject({
    /** Name without folder */
    file: z.string(),
    /** Of the file's bytes, hex */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Lines of data in it */
    rows: count,
  }),
  columns: z.array(z.strictObject({ role: z.string(), name: z.string(), unit: z.string().optional() })),
  /** The formula, x and y as the points have them */
  model: z.string(),
  degree: z.number().int().min(0).max(2),
  /** `aicc`: the least corrected Akaike criterion; `usual`: what is taken where nobody asks for another */
  chosenBy: z.enum(['aicc', 'usual', 'user']),
  coefficients: z.array(coefficientSchema).min(1).max(3),
  /** Of the coefficients */
  covariance: z.array(z.array(z.number())),
  /** Subtracted from x before its powers are taken */
  center: z.number(),
  /** What 1 is as a fraction, for conductances; the unit is empty where the file names none */
  fullScale: z.strictObject({ value: z.number().positive(), unit: z.string() }).optional(),
  nominalVoltage: z.number().positive().optional(),
  /** V, that the memory's rate is taken at */
  atVoltage: z.number().positive().optional(),
  /** Points that were used, less coefficients */
  freedom: count,
  /** Share of the weighted variance of the points that the fit explains */
  r2: z.number(),
  /** By the errors that the counts leave to be expected; absent where counts are not known */
  reducedChiSquared: z.number().min(0).optional(),
  /** What standard errors were multiplied by, because points scatter more than their errors explain */
  errorScale: z.number().min(1).optional(),
  /** Standard deviation of ln y that counting does not explain */
  extraScatter: z.number().min(0).optional(),
  /** Every degree that was tried */
  candidates: z.array(z.strictObject({ degree: z.number().int(), aicc: z.number() })),
  points: z.array(fitPointSchema),
  /** What a reader must know of the fit */
  warnings: z.array(z.string()),
});
export type ProfileFit = z.infer<typeof profileFitSchema>;
