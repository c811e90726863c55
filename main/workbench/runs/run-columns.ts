import { LabError } from '../../contract/errors.ts';
import type { WorkbenchContext } from '../context.ts';
import type { WorkbenchHandlers } from '../handler-types.ts';
import { createConfigurationLeaves, type ConfigurationLeaves, type VaryingLeaf } from './configuration-leaves.ts';
import { fixedColumns, type ColumnSource } from './fixed-columns.ts';

type CellValue = number | string | null;

function leafColumn({ name, path, type }: VaryingLeaf): ColumnSource & { readonly isBoolean: boolean } {
  return {
    key: `configuration.${name}`,
    title: name,
    group: 'configuration',
    type: type === 'number' ? 'number' : 'text',
    selector: { of: 'configuration', path },
    isBoolean: type === 'boolean',
  };
}

/** SQLite has no booleans, and a text may also be a number in some configurations. */
function cellOf(column: ColumnSource & { readonly isBoolean?: boolean }, value: CellValue): CellValue {
  if (value === null || column.type === 'number') return value;
  if (column.isBoolean === true) return value === 1 ? 'true' : 'false';
  return String(value);
}

/** Values of runs that not every table shows. */
export function runColumns({
  workspace,
}: Pick<WorkbenchContext, 'workspace'>): Pick<WorkbenchHandlers, 'runs.columns' | 'runs.values'> {
  let leaves: ConfigurationLeaves | undefined;

  async function columns(): Promise<readonly ColumnSource[]> {
    leaves ??= createConfigurationLeaves((place, limit) => workspace().configurationsAfter(place, limit));
    return [...fixedColumns, ...(await leaves.varying()).map(leafColumn)];
  }

  return {
    async 'runs.columns'() {
      return (await columns()).map(({ key, title, group, unit, type }) => ({
        key,
        title,
        group,
        type,
        ...(unit === undefined ? {} : { unit }),
      }));
    },
    async 'runs.values'({ runs, columns: keys }) {
      const known = new Map((await columns()).map((column) => [column.key, column]));
      const asked = [...new Set(keys)].map((key) => {
        const column = known.get(key);
        if (column !== undefined) return column;
        throw new LabError('not-found', `There is no column ${key}.`, 'Choose one of the list of columns.');
      });
      const selectors = asked.flatMap(({ selector, second }) =>
        second === undefined ? [selector] : [selector, second],
      );
      const lists = workspace().runValues(runs, selectors);
      let place = 0;
      return Object.fromEntries(
        asked.map((column) => {
          const first = lists[place++]!;
          const second = column.second === undefined ? undefined : lists[place++]!;
          const cells = first.map((value, index): CellValue => {
            const other = second?.[index];
            if (column.combine === undefined) return cellOf(column, value);
            return typeof value === 'number' && typeof other === 'number' ? column.combine(value, other) : null;
          });
          return [column.key, cells];
        }),
      );
    },
  };
}
