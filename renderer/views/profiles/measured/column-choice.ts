import type { ChosenColumns, ColumnRole, FitKind } from '../../../../main/contract/profile-fit.ts';
import type { MeasuredColumns } from '../../../../main/contract/workbench/profiles.ts';
import type { SegmentOption, SelectOption } from '../../../components/option-types.ts';

/** What stands beside the place of each measurement: one of several forms of the same. */
const spreads: Readonly<Record<FitKind, readonly ColumnRole[]>> = {
  conductance: ['error', 'read', 'deviation'],
  voltage: ['rate', 'errors'],
};

const labels: Readonly<Record<ColumnRole, string>> = {
  conductance: 'Conductance',
  error: 'Error',
  read: 'Read value',
  deviation: 'Std of errors',
  count: 'Errors behind it',
  voltage: 'Voltage',
  rate: 'Rate',
  errors: 'Wrong bits',
  bits: 'Bits read',
};

const words: Readonly<Record<ColumnRole, string>> = {
  conductance: 'the conductance',
  error: 'its error',
  read: 'the conductance that was read',
  deviation: 'the standard deviation',
  count: 'the number of errors',
  voltage: 'the voltage',
  rate: 'the fault rate',
  errors: 'the number of wrong bits',
  bits: 'the number of bits',
};

/** The forms that can be chosen from, for a row of segments. */
export const spreadOptions = (kind: FitKind): readonly SegmentOption[] =>
  spreads[kind].map((role) => ({ value: role, label: labels[role] }));

/** Which of the forms a choice has. */
export function spreadOf(kind: FitKind, choice: ChosenColumns): ColumnRole {
  return spreads[kind].find((role) => choice[role] !== undefined) ?? spreads[kind][0]!;
}

/** What a file of such measurements has columns for, those that must be there first. */
function rolesOf(kind: FitKind, spread: ColumnRole): readonly ColumnRole[] {
  if (kind === 'voltage') return ['voltage', spread, 'bits'];
  return spread === 'deviation' ? ['conductance', spread, 'count'] : ['conductance', spread];
}

const isOptional = (role: ColumnRole, spread: ColumnRole): boolean =>
  role === 'count' || (role === 'bits' && spread === 'rate');

/**
 * The column of each role that is asked for: what somebody chose, otherwise what is recognised; empty where none is.
 *
 * @param chosen for all roles, or for none
 */
export function columnChoice(kind: FitKind, recognised: ChosenColumns, chosen: ChosenColumns = {}): ChosenColumns {
  const known = Object.keys(chosen).length === 0 ? recognised : chosen;
  return Object.fromEntries(rolesOf(kind, spreadOf(kind, known)).map((role) => [role, known[role] ?? '']));
}

/** The choice in another form: its column has to be said anew, unless it is recognised. */
export function withSpread(
  kind: FitKind,
  choice: ChosenColumns,
  spread: ColumnRole,
  recognised: ChosenColumns,
): ChosenColumns {
  const others = Object.entries(choice).filter(([role]) => !spreads[kind].some((each) => each === role));
  const kept: ChosenColumns = { ...Object.fromEntries(others), [spread]: recognised[spread] ?? '' };
  return Object.fromEntries(rolesOf(kind, spread).map((role) => [role, kept[role] ?? recognised[role] ?? '']));
}

export interface ColumnField {
  readonly role: ColumnRole;
  readonly label: string;
  readonly value: string;
  readonly isOptional: boolean;
  readonly options: readonly SelectOption[];
}

/** A field for each role of a choice, to choose among the columns of the file. */
export function columnFields(kind: FitKind, choice: ChosenColumns, columns: readonly string[]): readonly ColumnField[] {
  const spread = spreadOf(kind, choice);
  const named = [...new Set(columns)].filter((name) => name !== '').map((name) => ({ value: name, label: name }));
  return rolesOf(kind, spread).map((role) => {
    const optional = isOptional(role, spread);
    const options = optional ? [{ value: '', label: 'None' }, ...named] : named;
    return { role, label: labels[role], value: choice[role] ?? '', isOptional: optional, options };
  });
}

/** What a choice leaves open, in words; nothing where a fit can be asked for. */
export function missingColumns(kind: FitKind, choice: ChosenColumns): readonly string[] {
  const spread = spreadOf(kind, choice);
  return rolesOf(kind, spread)
    .filter((role) => (choice[role] ?? '') === '' && !isOptional(role, spread))
    .map((role) => words[role]);
}

/** The question that is open. */
export function missingTitle(missing: readonly string[]): string {
  return `Which ${missing.length === 1 ? 'column holds' : 'columns hold'} ${missing.join(' and ')}?`;
}

/** What the workbench has to be told of a choice: nothing where it would recognise the same. */
export function askedColumns(
  kind: FitKind,
  choice: ChosenColumns,
  { recognised }: Pick<MeasuredColumns, 'recognised'>,
): ChosenColumns | undefined {
  const usual = columnChoice(kind, recognised);
  const roles = Object.keys(choice) as ColumnRole[];
  if (spreadOf(kind, usual) === spreadOf(kind, choice) && roles.every((role) => choice[role] === usual[role])) {
    return undefined;
  }
  // An empty name keeps a column from being recognised
  const told = roles.filter((role) => choice[role] !== '' || (recognised[role] ?? '') !== '');
  return Object.fromEntries(told.map((role) => [role, choice[role]!]));
}
