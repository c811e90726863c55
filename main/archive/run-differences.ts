import { createHash } from 'node:crypto';
import type { Connection } from '../store/connection.ts';
import { differenceWords } from './difference-words.ts';
import { archivedTables, type ArchivedTable } from './archived-tables.ts';
import { rowText, type Row } from './row-text.ts';
import { columnsOf, type Schema } from './study-rows.ts';

/** What a user says of a run, what it said of itself, and its weights: two runs are the same whatever these are. */
const notCompared: ReadonlySet<string> = new Set([
  'studies',
  'configurations',
  'run_progress',
  'run_log',
  'run_tags',
  'files',
  'checkpoints',
]);
const columnsNotCompared: ReadonlySet<string> = new Set(['locked', 'notes']);

/** Columns of runs that are worth telling by their values */
const told: ReadonlySet<string> = new Set(['status', 'seed', 'attempts']);

/** A run in the workspace and the same in the archive, by their numbers. */
export interface SameRun {
  readonly mine: number;
  readonly theirs: number;
}

/** Selects what of one run is in a table, without the numbers of its rows. */
function queryOf(connection: Connection, table: ArchivedTable, schema: Schema): string {
  const columns = columnsOf(connection, 'main', table.name)
    .map(({ name }) => name)
    .filter((name) => !(name in table.numbers) && !columnsNotCompared.has(name))
    .map((name) => (name in (table.instead ?? {}) ? `${table.instead![name]} AS ${name}` : `own.${name}`));
  const [[column, owner] = ['', undefined]] = Object.entries(table.numbers);
  const isOfRun = owner === 'runs' || 'run_id' in table.numbers;
  const joined = isOfRun ? '' : `JOIN ${schema}.${owner} AS owner ON owner.id = own.${column}`;
  const run = table.name === 'runs' ? 'own.id' : isOfRun ? 'own.run_id' : 'owner.run_id';
  const numbered = isOfRun ? ('id' in table.numbers && table.name !== 'runs' ? ['own.id'] : []) : ['owner.id'];
  const order = [...numbered, ...table.order.map((name) => `own.${name}`)];
  return `SELECT ${columns.join(', ')} FROM ${schema}.${table.name} AS own ${joined} WHERE ${run} = @run
    ${order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`}`;
}

function digest(rows: Iterable<Row>): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(rowText(row));
  return hash.digest('hex');
}

function shown(value: unknown): string {
  return value === null ? 'none' : String(value);
}

/**
 * What makes two runs of the same uid different: their results, what they were asked to do, how they ended. Of a run that
 * went further in one place, that it did: what it has found since then follows from it.
 *
 * @param connection to the workspace, with the store of the archive attached as `archive`
 * @returns in words; empty where they are the same
 */
export function runDifferences(connection: Connection, { mine, theirs }: SameRun): readonly string[] {
  const compared = archivedTables.filter(({ name }) => !notCompared.has(name));
  const runs = compared.find(({ name }) => name === 'runs')!;
  const here = connection.get<Row>(queryOf(connection, runs, 'main'), { run: mine })!;
  const there = connection.get<Row>(queryOf(connection, runs, 'archive'), { run: theirs })!;
  const columns = Object.keys(here).filter((name) => here[name] !== there[name]);
  const values = columns
    .filter((name) => told.has(name))
    .map((name) => `${name} (${shown(there[name])} in the archive, ${shown(here[name])} here)`);

  const tables = compared
    .filter((table) => table !== runs)
    .filter(
      (table) =>
        digest(connection.each<Row>(queryOf(connection, table, 'main'), { run: mine })) !==
        digest(connection.each<Row>(queryOf(connection, table, 'archive'), { run: theirs })),
    )
    .map(({ name }) => name);
  if (columns.includes('status')) return tables.length === 0 ? values : [...values, 'what it has found'];
  return [...values, ...differenceWords([...columns.filter((name) => !told.has(name)), ...tables])];
}
