import type { ArchivedWeights } from '../contract/archive.ts';
import type { Connection } from '../store/connection.ts';
import { numberedByRun, type ArchivedTable, type NumberedTable } from './archived-tables.ts';

/** Where the study's tables are: the database itself, or one that was attached to it. */
export type Schema = 'main' | 'archive';

export interface Numbering {
  readonly schema: Schema;
  /** Number of the study in that schema */
  readonly studyId: number;
  /** SQL condition on `runs`: which of its runs are meant */
  readonly runs: string;
  /** What each table's new numbers come after */
  readonly after: (table: NumberedTable) => number;
  /** Which tables besides studies and runs get numbers; all by default */
  readonly others?: readonly NumberedTable[];
}

/**
 * Says which rows of a study are meant and what numbers they get, in temporary tables `numbered_TABLE (old, new)`: from 1
 * (after what is there) in the order of the old ones.
 */
export function numberRows(
  connection: Connection,
  { schema, studyId, runs, after, others = numberedByRun }: Numbering,
): void {
  const fill = (table: NumberedTable, rows: string, values: Readonly<Record<string, number>>): void => {
    connection.execute(`DROP TABLE IF EXISTS temp.numbered_${table};
      CREATE TEMP TABLE numbered_${table} (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)`);
    connection.run(`INSERT INTO temp.numbered_${table} (old, new) ${rows}`, { after: after(table), ...values });
  };
  fill('studies', 'SELECT @studyId, 1 + @after', { studyId });
  fill(
    'runs',
    `SELECT id, @after + row_number() OVER (ORDER BY id) FROM ${schema}.runs WHERE study_id = @studyId AND ${runs}`,
    { studyId },
  );
  for (const table of others) {
    fill(
      table,
      `SELECT own.id, @after + row_number() OVER (ORDER BY run.new, own.id)
       FROM ${schema}.${table} AS own JOIN temp.numbered_runs AS run ON run.old = own.run_id`,
      {},
    );
  }
}

/** Condition on `runs`, for those that {@link chooseRuns} named. */
export const chosenRuns = 'id IN (SELECT id FROM temp.chosen_runs)';

/** Says which runs {@link chosenRuns} means, by their numbers. */
export function chooseRuns(connection: Connection, runs: readonly number[]): void {
  connection.execute('DROP TABLE IF EXISTS temp.chosen_runs; CREATE TEMP TABLE chosen_runs (id INTEGER PRIMARY KEY)');
  for (const id of runs) connection.run('INSERT INTO temp.chosen_runs VALUES (@id)', { id });
}

/** Columns of a table, in order. */
export function columnsOf(connection: Connection, schema: Schema, table: string): readonly TableColumn[] {
  return connection.all<TableColumn>(`SELECT name, type FROM pragma_table_info(@table, @schema) ORDER BY cid`, {
    table,
    schema,
  });
}

export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

const conditions: Readonly<Record<ArchivedWeights, string>> = { none: '0', final: 'final = 1', all: '1' };

function conditionOf(name: string, schema: Schema, weights: ArchivedWeights): string {
  if (name === 'configurations') {
    return `WHERE sha256 IN (SELECT configuration_sha256 FROM ${schema}.runs JOIN temp.numbered_runs ON old = id)`;
  }
  if (name === 'checkpoints') return `WHERE ${conditions[weights]}`;
  if (name !== 'files') return '';
  return `WHERE sha256 IN
    (SELECT sha256 FROM ${schema}.checkpoints JOIN temp.numbered_runs ON old = run_id WHERE ${conditions[weights]})`;
}

/**
 * Selects the rows of a table that {@link numberRows} meant, with their new numbers, in an order that does not depend on
 * the old ones of other studies.
 */
export function selectRows(
  table: ArchivedTable,
  columns: readonly TableColumn[],
  schema: Schema,
  weights: ArchivedWeights,
): string {
  const numbered = Object.entries(table.numbers);
  const joins = numbered.map(
    ([column, of]) => `JOIN temp.numbered_${of} AS by_${column} ON by_${column}.old = own.${column}`,
  );
  const selected = columns.map(({ name }) => {
    if (name in table.numbers) return `by_${name}.new AS ${name}`;
    return name in (table.instead ?? {}) ? `${table.instead![name]} AS ${name}` : `own.${name}`;
  });
  const order = [
    ...numbered.slice(0, 1).map(([column]) => `by_${column}.new`),
    ...table.order.map((name) => `own.${name}`),
  ];
  return `SELECT ${selected.join(', ')} FROM ${schema}.${table.name} AS own ${joins.join(' ')}
    ${conditionOf(table.name, schema, weights)} ORDER BY ${order.join(', ')}`;
}
