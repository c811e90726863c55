import type { z } from 'zod';
import { energyModelSchema, shippedEnergySchema, type EnergyModel } from '../../../contract/energy.ts';
import type { energyModelEntrySchema } from '../../../contract/workbench/catalogue.ts';
import { energyCurve, largestRate } from '../../../lab/energy/energy-curve.ts';
import { resourcePath } from '../../../runs/resources.ts';
import { readShippedFiles } from '../../../runs/shipped-files.ts';

export type EnergyModelEntry = z.infer<typeof energyModelEntrySchema>;

const pointsPerDecade = 24;
const smallestRate = 1e-7;

/** Rates for drawing, evenly spaced in their logarithm up to the largest, with the points that were measured among them. */
function drawnRates(model: EnergyModel): number[] {
  const largest = largestRate(model);
  const measured = model.model === 'table' ? model.points.map(({ rate }) => rate).filter((rate) => rate > 0) : [];
  const smallest = Math.min(smallestRate, ...measured);
  const steps = Math.ceil(Math.log10(largest / smallest) * pointsPerDecade);
  const even = Array.from({ length: steps }, (_, step) => smallest * (largest / smallest) ** (step / steps));
  return [...new Set([...even, ...measured, largest])].toSorted((first, second) => first - second);
}

/** Energy of a bit by its fault rate, ascending; the first point is reliable memory. */
export function drawnCurve(model: EnergyModel): EnergyModelEntry['curve'] {
  const energyAt = energyCurve(model);
  return [0, ...drawnRates(model)].map((rate) => ({ rate, energy: energyAt(rate) }));
}

/** Every energy model that goes by a name: LaNMax's exponential one, then those of `resources/energy`. */
export function energyModelList(): EnergyModelEntry[] {
  const exponential: EnergyModelEntry = {
    name: 'exponential',
    title: 'Exponential',
    description:
      'Energy falls with the logarithm of the fault rate: -ln(rate) / 12.8 of a bit of reliable memory, never more than 1.',
    citation:
      'S. Henwood, F. Leduc-Primeau, Y. Savaria, "Layerwise Noise Maximisation to Train Low-Energy Deep Neural Networks", ' +
      "arXiv:1912.10764, equation 1; a = 12.8 from the authors' FaultyMemory",
    warnings: ['Rates below exp(-12.8) = 2.76e-6 count as reliable memory.'],
    curve: drawnCurve(energyModelSchema.parse({ model: 'exponential' })),
  };
  const shipped = readShippedFiles(resourcePath('energy'), shippedEnergySchema).map(({ file, content }) => {
    const { name, description, energy } = content;
    const citation = energy.model === 'table' ? energy.citation : undefined;
    const warnings = energy.model === 'table' ? energy.warnings : [];
    return {
      name: file,
      title: name,
      description,
      ...(citation === undefined ? {} : { citation }),
      warnings,
      curve: drawnCurve(energy),
    };
  });
  return [exponential, ...shipped];
}
