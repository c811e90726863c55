import { z } from 'zod';

const positiveInteger = z.number().int().min(1);

/** Of every source. */
const parts = {
  /**
   * Folder or file, as the source says; not for built-in sets. Relative to the specification's own folder or to the working
   * folder.
   */
  path: z.string().optional(),
  /** Use at most so many images of each part */
  limits: z.strictObject({ train: positiveInteger.optional(), test: positiveInteger.optional() }).default({}),
  /** Images held out of the training set to watch training by */
  validation: z.number().int().min(0).default(0),
  /** Of the split */
  seed: z.number().int().default(0),
};

/** Of sources that may come without a test part of their own. */
const heldOut = {
  /** Share of each class that is set aside as the test part, where the source has none; by `seed` */
  testFraction: z.number().gt(0).lt(1).default(0.2),
};

const name = z.string().min(1);

export const dataSchema = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('glyphs'), ...parts }),
  /** A folder with the binary batches */
  z.strictObject({ source: z.literal('cifar10'), ...parts }),
  /** A folder with MNIST's four files, or others in its format */
  z.strictObject({ source: z.literal('idx'), ...parts }),
  /** Arrays that NumPy wrote: an .npz file, or a folder of .npy files */
  z.strictObject({
    source: z.literal('npz'),
    ...parts,
    /** Names of the arrays, where they are not among the usual ones */
    arrays: z
      .strictObject({
        images: name.optional(),
        labels: name.optional(),
        testImages: name.optional(),
        testLabels: name.optional(),
      })
      .optional(),
    /** Order of images of four dimensions: channels last, channels first, or by the size that is 1 or 3 */
    layout: z.enum(['auto', 'nhwc', 'nchw']).default('auto'),
    /** Names of the classes 0, 1, 2, ...; the numbers themselves by default */
    classNames: z.array(name).min(1).max(10_000).optional(),
    ...heldOut,
  }),
  /** A folder of PNG and JPEG images: one folder for each class, or that in `train` and `test` */
  z.strictObject({
    source: z.literal('images'),
    ...parts,
    /** [height, width] that all images are brought to; without it all must have the same */
    size: z.array(positiveInteger.max(4096)).length(2).optional(),
    /** How: the mean of the area a pixel covers, bilinear between the nearest four, or as Pillow and torchvision do */
    resize: z.enum(['area', 'bilinear', 'antialias']).default('area'),
    /** 1 for grey, 3 for red, green and blue */
    channels: z.union([z.literal(1), z.literal(3)]).default(3),
    ...heldOut,
  }),
  /** A CSV file: a line for each example, numbers and the name of its class */
  z.strictObject({
    source: z.literal('csv'),
    ...parts,
    /** The file of the test part, where it is one of its own; found as `path` is */
    testPath: z.string().optional(),
    /** The column with the class: its name, or its number from 1; the last one by default */
    label: z.union([name, positiveInteger]).optional(),
    /** Does the first line name the columns? `auto`: where none of its fields is a number */
    header: z.union([z.boolean(), z.literal('auto')]).default('auto'),
    ...heldOut,
  }),
]);
export type DataSpecification = z.infer<typeof dataSchema>;
export type DataSource = DataSpecification['source'];
/** The data of one source */
export type DataOf<Source extends DataSource> = Extract<DataSpecification, { source: Source }>;
