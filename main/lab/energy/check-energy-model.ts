import { LabError } from '../../contract/errors.ts';
import type { EnergyModel } from '../../contract/energy.ts';

/**
 * Checks what a schema cannot say of an energy model: every energy of a table is positive, each rate has one, and energy
 * never rises with the rate, from that of reliable memory (1, or the point of rate 0) on.
 *
 * @throws LabError `invalid-specification` with the first thing that is wrong
 * @throws RangeError for a model that is still a file's path
 */
export function checkEnergyModel(model: EnergyModel): void {
  if (model.model === 'csv') throw new RangeError(`The energy table ${model.path} has not been read`);
  if (model.model === 'exponential') return;
  const points = model.points.toSorted((first, second) => first.rate - second.rate);
  const table = model.name === undefined ? 'The energy table' : `The energy table of ${model.name}`;
  for (const { rate, energy } of points) {
    if (energy > 0) continue;
    refuse(
      `${table} gives ${energy} at rate ${rate}, and a stored bit costs energy.`,
      'Give each rate an energy above 0, or leave the point out.',
    );
  }
  const first = points[0];
  if (first !== undefined && first.rate > 0 && first.energy > 1) {
    refuse(
      `${table} gives ${first.energy} at rate ${first.rate}, more than the 1 of reliable memory.`,
      'Divide all energies by that of a bit in reliable memory, or add a point of rate 0.',
    );
  }
  points.slice(1).forEach((point, index) => {
    const before = points[index]!;
    if (point.rate === before.rate) {
      refuse(
        `${table} has two points of rate ${point.rate}, with the energies ${before.energy} and ${point.energy}.`,
        'Keep one of them.',
      );
    }
    if (point.energy > before.energy) {
      refuse(
        `${table} rises with the rate, from ${before.energy} at rate ${before.rate} to ${point.energy} at rate ${point.rate}.`,
        'Correct one of the two points: memory that fails more often never costs more.',
      );
    }
  });
}

function refuse(cause: string, nextStep: string): never {
  throw new LabError('invalid-specification', cause, nextStep);
}
