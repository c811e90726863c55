import type { MeasuredColumn } from '../../lab/fit/measurements.ts';

export type ColumnRole =
  'conductance' | 'read' | 'error' | 'deviation' | 'count' | 'voltage' | 'rate' | 'errors' | 'bits';

/** A column of a header: its place, and what a value has to be multiplied by to have the unit. */
export interface FoundColumn extends MeasuredColumn {
  readonly role: ColumnRole;
  readonly place: number;
  readonly unit?: string;
}

/** Names that people give to columns, without unit, in lower case, words apart by one space. */
export const columnNames: Readonly<Record<ColumnRole, readonly string[]>> = {
  conductance: [
    'conductance',
    'g',
    'weight',
    'magnitude',
    'target',
    'target conductance',
    'g target',
    'programmed',
    'state',
  ],
  read: ['read', 'read conductance', 'g read', 'measured', 'measured conductance', 'actual'],
  error: [
    'error',
    'err',
    'read error',
    'programming error',
    'conductance error',
    'noise',
    'delta',
    'delta g',
    'difference',
  ],
  deviation: ['std', 'sd', 'sigma', 'stdev', 'std dev', 'standard deviation', 'std error', 'error std', 'noise std'],
  count: ['count', 'n', 'devices', 'samples', 'cells'],
  voltage: ['voltage', 'v', 'vdd', 'supply', 'supply voltage', 'vcc', 'vccbram'],
  rate: ['rate', 'ber', 'bit error rate', 'error rate', 'fault rate', 'p'],
  errors: ['errors', 'faults', 'bit errors', 'flips', 'wrong bits', 'fault count'],
  bits: ['bits', 'bits read', 'total bits', 'bit count', 'n bits'],
};

/** What a unit is a multiple of, and by how much. `fraction` is that of the largest. */
const units: Readonly<Record<string, readonly [base: string, factor: number]>> = {
  S: ['S', 1],
  mS: ['S', 1e-3],
  µS: ['S', 1e-6],
  nS: ['S', 1e-9],
  pS: ['S', 1e-12],
  V: ['V', 1],
  mV: ['V', 1e-3],
  '%': ['', 1e-2],
  fraction: ['', 1],
};

/** `G_target (uS)` as `g target` and `µS`. A unit stands in brackets, or behind an underscore. */
export function nameAndUnit(header: string): { readonly name: string; readonly unit?: string } {
  const bracketed = /^(.*?)\s*[([]\s*([^)\]]*?)\s*[)\]]\s*$/.exec(header);
  const behind = /^(.*?)[_ ](uS|µS|μS|mS|nS|pS|V|mV)$/.exec(header);
  const [, name = header, unit] = bracketed ?? behind ?? [];
  const plain = name
    .toLowerCase()
    .replaceAll(/[_\s-]+/g, ' ')
    .trim();
  const written = unit?.replace(/^[uμ]S$/, 'µS').replace(/^rel(?:ative)?$|^1$/i, 'fraction');
  return { name: plain, ...(written === undefined || written === '' ? {} : { unit: written }) };
}

export const isKnownUnit = (unit: string): boolean => Object.hasOwn(units, unit);

/** What a number of one unit is multiplied by to be one of another; undefined where they measure different things. */
export function conversion(from: string | undefined, to: string | undefined): number | undefined {
  if (from === to) return 1;
  const [first, second] = [units[from ?? 'fraction'], units[to ?? 'fraction']];
  if (first === undefined || second === undefined || first[0] !== second[0]) return undefined;
  return first[1] / second[1];
}

/** Columns of a header by role. @param chosen names of columns by role, as they stand in the file */
export function findColumns(
  header: readonly string[],
  chosen: Readonly<Partial<Record<ColumnRole, string>>> = {},
): ReadonlyMap<ColumnRole, FoundColumn> {
  const found = new Map<ColumnRole, FoundColumn>();
  const taken = new Set(Object.values(chosen));
  for (const role of Object.keys(columnNames) as ColumnRole[]) {
    const wanted = chosen[role];
    const place = header.findIndex((title) =>
      wanted === undefined
        ? !taken.has(title) && columnNames[role].includes(nameAndUnit(title).name)
        : title === wanted,
    );
    if (place < 0) continue;
    const { unit } = nameAndUnit(header[place]!);
    found.set(role, { role, place, name: header[place]!, ...(unit === undefined ? {} : { unit }) });
  }
  return found;
}
