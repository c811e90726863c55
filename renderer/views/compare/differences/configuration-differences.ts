import type { ProfileComparison } from '../../../../main/contract/results.ts';
import { methodLabel } from '../../../charts/method-style.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { flattened, type Leaf } from './flattened.ts';

/** Something with a name that was configured: a method, a profile. */
export interface Configured {
  readonly name: string;
  readonly configuration: object;
}

export interface DifferenceTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Settings that all have alike */
  readonly alike: readonly { readonly path: string; readonly value: Leaf }[];
}

const absent = '–';

/**
 * A row for each, a column for each setting in which they differ; or, with `all`, for each setting.
 *
 * @param leaveOut paths that are not settings, such as labels
 */
export function differenceTable(
  configured: readonly Configured[],
  { all = false, leaveOut = [] }: { readonly all?: boolean; readonly leaveOut?: readonly string[] } = {},
): DifferenceTable {
  const flat = configured.map(({ name, configuration }) => ({ name, values: flattened(configuration) }));
  const paths = [...new Set(flat.flatMap(({ values }) => Object.keys(values)))].filter(
    (path) => !leaveOut.includes(path),
  );
  const differs = (path: string): boolean => new Set(flat.map(({ values }) => values[path])).size > 1;
  const shown = paths.filter((path) => all || differs(path));
  return {
    columns: [
      { key: 'name', label: 'Name' },
      ...shown.map((path) => ({
        key: path,
        label: path,
        ...(isNumeric(flat, path) ? { kind: 'number' as const } : {}),
      })),
    ],
    rows: flat.map(({ name, values }) => ({
      name,
      ...Object.fromEntries(shown.map((path) => [path, leafText(values[path])])),
    })),
    alike: paths.filter((path) => !differs(path)).map((path) => ({ path, value: flat[0]!.values[path]! })),
  };
}

export function leafText(value: Leaf | undefined): string {
  if (value === undefined) return absent;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function isNumeric(flat: readonly { readonly values: Readonly<Record<string, Leaf>> }[], path: string): boolean {
  return flat.every(({ values }) => values[path] === undefined || typeof values[path] === 'number');
}

export interface ConfiguredGroup {
  /** Of the specification, of methods; absent for profiles */
  readonly method?: string;
  readonly title: string;
  readonly configured: readonly Configured[];
}

/** Methods of a kind, each once, since those of other kinds have other settings; then the profiles. */
export function configuredGroups(profiles: readonly ProfileComparison[]): readonly ConfiguredGroup[] {
  const methods = profiles
    .flatMap((profile) => profile.methods)
    .filter(({ configuration }) => configuration !== undefined);
  const once = [...new Map(methods.map((method) => [method.label, method])).values()];
  return [
    ...[...Map.groupBy(once, ({ method }) => method)].map(([method, own]) => ({
      method,
      title: methodLabel(method),
      configured: own.map(({ label, configuration }) => ({ name: label, configuration: configuration! })),
    })),
    { title: 'Profiles', configured: profiles.map(({ label, profile }) => ({ name: label, configuration: profile })) },
  ];
}
