import type { ChosenColumns, ColumnRole, FitKind } from '../../contract/profile-fit.ts';
import type { MeasuredColumn } from '../../lab/fit/measurements.ts';

/** A column of a header: its place, and what a value has to be multiplied by to have the unit. */
export interface FoundColumn extends MeasuredColumn {
  readonly role: ColumnRole;
  readonly place: number;
  /** Of all columns that have its name: more than one cannot be told apart */
  readonly places: readonly number[];
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

/** What the columns of a file hold; of the second group one is taken, the first that is there. */
export const rolesOfKind: Readonly<Record<FitKind, readonly (readonly ColumnRole[])[]>> = {
  conductance: [['conductance'], ['error', 'read', 'deviation'], ['count']],
  voltage: [['voltage'], ['rate', 'errors'], ['bits']],
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

const compact = (name: string): string => name.replaceAll(' ', '');

/** Places of the columns of a header that may hold something: those of its name as chosen, or of the first usual one. */
function placesOf(role: ColumnRole, header: readonly string[], chosen: ChosenColumns): readonly number[] {
  const places = [...header.keys()];
  const wanted = chosen[role];
  if (wanted !== undefined) return wanted === '' ? [] : places.filter((place) => header[place] === wanted);
  const taken = new Set(Object.values(chosen));
  const named = (name: string): readonly number[] =>
    places.filter((place) => {
      const title = header[place]!;
      return !taken.has(title) && compact(nameAndUnit(title).name) === compact(name);
    });
  return columnNames[role].map(named).find(({ length }) => length > 0) ?? [];
}

/**
 * Columns of a header by role, each with its rivals: places of columns that have the same name.
 *
 * @param chosen names of columns by role, as they stand in the file; empty for a role that no column has
 */
export function findColumns(
  header: readonly string[],
  kind: FitKind,
  chosen: ChosenColumns = {},
): ReadonlyMap<ColumnRole, FoundColumn> {
  const found = new Map<ColumnRole, FoundColumn>();
  for (const group of rolesOfKind[kind]) {
    const isChosen = group.some((role) => (chosen[role] ?? '') !== '');
    // Whoever says what holds the errors leaves no room for another column that may
    const candidates = isChosen ? group.filter((role) => (chosen[role] ?? '') !== '') : group;
    const role = candidates.find((each) => placesOf(each, header, chosen).length > 0);
    if (role === undefined) continue;
    const places = placesOf(role, header, chosen);
    const [place = 0] = places;
    const { unit } = nameAndUnit(header[place]!);
    found.set(role, { role, place, places, name: header[place]!, ...(unit === undefined ? {} : { unit }) });
  }
  return found;
}
