import { z } from 'zod';
import { networkCheckSchema } from '../network-check.ts';
import { dataSchema } from '../specification.ts';
import { networkChoice } from './inspection.ts';

const path = z.string().min(1).max(4096);

export const networkFormatSchema = z.enum(['onnx', 'safetensors']);
export type NetworkFormat = z.infer<typeof networkFormatSchema>;

export const networkExportSchema = z.strictObject({
  /** Absolute path of the file */
  path: z.string(),
  bytes: z.number().int(),
  network: z.string(),
  /** Names of the layers whose weights are integer codes */
  codedLayers: z.array(z.string()),
  /** What is to be known about the file, a sentence each */
  notes: z.array(z.string()),
});
export type NetworkExport = z.infer<typeof networkExportSchema>;

export const networksMethods = {
  /** How a weights file maps to a network, and its logits beside those of another program. Long: progress, cancel */
  'network.check': {
    input: z.strictObject({
      ...networkChoice,
      data: dataSchema.optional(),
      folder: z.string().optional(),
      weights: path.optional(),
      reference: path.optional(),
    }),
    output: networkCheckSchema,
  },
  /**
   * Writes the network a run has trained into a folder of the machine that the workbench runs on: networks are too large for
   * a message.
   */
  'runs.export-network': {
    input: z.strictObject({
      id: z.number().int().min(1),
      format: networkFormatSchema,
      /** Weights as the integers that the hardware stores */
      codes: z.boolean().default(false),
      /** ONNX: the network begins with the normalisation of its images */
      withNormalisation: z.boolean().default(false),
      folder: path,
      /** Write over a file of the same name? Otherwise that is refused */
      replace: z.boolean().default(false),
      /** Without its ending; from the study and the run by default */
      name: z.string().min(1).max(200).optional(),
    }),
    output: networkExportSchema,
  },
} as const;
