import type { z } from 'zod';
import type { energyModelEntrySchema } from '../../../../main/contract/workbench/catalogue.ts';

/** An energy model that goes by a name. */
export type ShippedEnergyEntry = z.infer<typeof energyModelEntrySchema>;
