/** What a machine-readable cell may hold. */
export type MachineValue = string | number | boolean | null;

export function dropNonFinite(value: MachineValue | undefined): MachineValue {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
}
