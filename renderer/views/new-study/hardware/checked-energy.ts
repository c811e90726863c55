import { energyModelSchema } from '../../../../main/contract/energy.ts';
import type { Specification } from '../../../../main/contract/specification.ts';
import type { FieldPath } from '../draft/field-path.ts';
import { valueAt } from '../draft/written.ts';
import { curveOf, type CurvePoint } from './energy-curve.ts';

/**
 * The table that a file was read into when the study was checked.
 *
 * @param path of the energy model, in the study as it is written
 */
export function checkedEnergy(study: Specification | undefined, path: FieldPath): readonly CurvePoint[] | undefined {
  const parsed = energyModelSchema.safeParse(valueAt(study, path));
  return parsed.success ? curveOf(parsed.data) : undefined;
}
