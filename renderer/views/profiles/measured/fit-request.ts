import type { ChosenColumns, FitKind } from '../../../../main/contract/profile-fit.ts';
import type { FitRequest, MeasuredColumns } from '../../../../main/contract/workbench/profiles.ts';
import { askedColumns, columnChoice, missingColumns } from './column-choice.ts';

/** What is chosen in the form; fields of the other kind stay for when it is chosen again. */
export interface FitForm {
  readonly path: string;
  readonly kind: FitKind;
  /** Of all roles, or of none where the recognised ones are taken */
  readonly columns: ChosenColumns;
  /** `auto`, `0`, `1` or `2` */
  readonly degree: string;
  readonly fullScale: number | undefined;
  readonly nominalVoltage: number | undefined;
  readonly atVoltage: number | undefined;
  readonly bits: number | undefined;
}

export const emptyForm: FitForm = {
  path: '',
  kind: 'conductance',
  columns: {},
  degree: 'auto',
  fullScale: undefined,
  nominalVoltage: undefined,
  atVoltage: undefined,
  bits: undefined,
};

export const degreeOptions = (kind: FitKind): readonly { readonly value: string; readonly label: string }[] => [
  { value: 'auto', label: kind === 'voltage' ? 'Line' : 'Auto' },
  ...(kind === 'voltage' ? [] : [{ value: '0', label: 'Constant' }]),
  ...(kind === 'voltage' ? [] : [{ value: '1', label: 'Line' }]),
  { value: '2', label: 'Parabola' },
];

/**
 * What is asked of the workbench; undefined while no file is chosen, a column is not said, or a number is none.
 *
 * @param found in the file; undefined while nobody knows
 */
export function fitRequest(
  { path, kind, columns, degree, ...numbers }: FitForm,
  found: MeasuredColumns | undefined,
): FitRequest | undefined {
  if (path.trim() === '' || found === undefined) return undefined;
  const choice = columnChoice(kind, found.recognised, columns);
  if (missingColumns(kind, choice).length > 0) return undefined;
  const told = askedColumns(kind, choice, found);
  const { fullScale, nominalVoltage, atVoltage, bits } = numbers;
  const own = kind === 'conductance' ? { fullScale } : { nominalVoltage, atVoltage, bits };
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  if (given.some(([, value]) => !(value! > 0))) return undefined;
  if (kind === 'voltage' && bits !== undefined && (!Number.isInteger(bits) || bits > 16)) return undefined;
  const asked =
    degree === '2'
      ? 2
      : kind === 'conductance' && degree === '1'
        ? 1
        : kind === 'conductance' && degree === '0'
          ? 0
          : undefined;
  return {
    path: path.trim(),
    kind,
    ...(told === undefined ? {} : { columns: told }),
    ...(asked === undefined ? {} : { degree: asked }),
    ...Object.fromEntries(given),
  };
}

/** A name that a profile of a file can have: of `cells 3 (µS).csv` `cells-3`. */
export function suggestedName(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? '';
  const plain = file.replace(/\.[^.]*$/, '').replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  return plain.replaceAll(/^[^A-Za-z0-9]+|[-_.]+$/g, '').slice(0, 60) || 'my-device';
}
