import type { Connection } from './connection.ts';

/** Tables whose rows belong to a run, an accuracy or the like, by the table that numbers it and the column with that number. */
export interface ImportedTable {
  readonly name: string;
  readonly numbered: string;
  readonly column: string;
}

/** What refers to what, children first. */
const importedTables: readonly ImportedTable[] = [
  { name: 'accuracy_draws', numbered: 'accuracies', column: 'accuracy_id' },
  { name: 'fault_accuracy_draws', numbered: 'fault_accuracies', column: 'fault_accuracy_id' },
  ...['accuracies', 'fault_accuracies', 'sensitivities'].map((name) => ({ name, numbered: name, column: 'id' })),
  ...[
    'provenances',
    'run_progress',
    'metrics',
    'metric_summaries',
    'plans',
    'noise_reports',
    'noise_layers',
    'timings',
    'rate_updates',
    'rate_update_layers',
    'memory_reports',
    'memory_layers',
    'run_log',
    'run_tags',
  ].map((name) => ({ name, numbered: 'runs', column: 'run_id' })),
];

/** Tables whose rows an import may write before their runs are there: nobody sees them until then. */
export const tablesBeforeRuns: ReadonlySet<string> = new Set(importedTables.map(({ name }) => name));

/** Numbers of rows that an import has for itself. */
export interface ReservedNumbers {
  /** The table that gives them */
  readonly numbered: string;
  readonly first: number;
  readonly last: number;
}

/** The largest number that a table has given. */
export function largestNumber(connection: Connection, table: string): number {
  const numbered = connection.get<{ seq: number }>('SELECT seq FROM main.sqlite_sequence WHERE name = @table', {
    table,
  });
  const { largest } = connection.get<{ largest: number }>(`SELECT ifnull(max(id), 0) AS largest FROM main.${table}`)!;
  return Math.max(largest, numbered?.seq ?? 0);
}

/** Notes whose numbers these are, so that what is left behind can be found; runs with them are given to nobody else. */
export function reserveNumbers(connection: Connection, token: string, reserved: readonly ReservedNumbers[]): void {
  for (const { numbered, first, last } of reserved) {
    connection.run('INSERT INTO main.imports VALUES (@token, @numbered, @first, @last)', {
      token,
      numbered,
      first,
      last,
    });
  }
  const last = reserved.find(({ numbered }) => numbered === 'runs')?.last;
  if (last === undefined) return;
  const { changes } = connection.run(`UPDATE main.sqlite_sequence SET seq = @last WHERE name = 'runs'`, { last });
  if (changes === 0) connection.run(`INSERT INTO main.sqlite_sequence (name, seq) VALUES ('runs', @last)`, { last });
}

/** Are they still its own? Who takes a process for dead takes them away. */
export function hasReserved(connection: Connection, token: string): boolean {
  return connection.get('SELECT 1 FROM main.imports WHERE owner_token = @token', { token }) !== undefined;
}

/** Says that what an import has written counts; in the transaction that makes it visible. */
export function keepImportedRows(connection: Connection, token: string): void {
  connection.run('DELETE FROM main.imports WHERE owner_token = @token', { token });
}

const rowsAtOnce = 20_000;

/**
 * Takes back what an import has written so far, piece by piece: nobody has seen it. Runs of others may have got its numbers of
 * results where it was taken for dead before, but never its numbers of runs.
 */
export function discardImportedRows(connection: Connection, token: string, reserved: readonly ReservedNumbers[]): void {
  const ranges = new Map(reserved.map((range) => [range.numbered, range]));
  const runs = ranges.get('runs');
  for (const { name, numbered, column } of importedTables) {
    const range = ranges.get(numbered);
    if (range === undefined) continue;
    const key = keyOf(connection, name);
    const isOthers =
      numbered === 'runs' || runs === undefined
        ? '0'
        : `EXISTS (SELECT 1 FROM main.${numbered} AS numbered WHERE numbered.id = own.${column}
             AND numbered.run_id NOT BETWEEN ${runs.first} AND ${runs.last})`;
    for (let changes = rowsAtOnce; changes === rowsAtOnce;) {
      ({ changes } = connection.run(
        `DELETE FROM main.${name} WHERE (${key}) IN (SELECT ${key} FROM main.${name} AS own
           WHERE ${column} BETWEEN @first AND @last AND NOT ${isOthers} LIMIT ${rowsAtOnce})`,
        { first: range.first, last: range.last },
      ));
    }
  }
  keepImportedRows(connection, token);
}

/** Columns of the primary key, which tables without row numbers go by. */
function keyOf(connection: Connection, table: string): string {
  return connection
    .all<{ name: string }>('SELECT name FROM pragma_table_info(@table) WHERE pk > 0 ORDER BY pk', { table })
    .map(({ name }) => name)
    .join(', ');
}

/** Takes back what imports of processes that are gone have left. */
export function clearDeadImports(connection: Connection): void {
  const dead = connection.all<{ token: string }>(
    `SELECT DISTINCT owner_token AS token FROM imports
     WHERE NOT EXISTS (SELECT 1 FROM owners WHERE owners.token = imports.owner_token)`,
  );
  for (const { token } of dead) {
    const reserved = connection.all<ReservedNumbers>(
      'SELECT numbered, first, last FROM imports WHERE owner_token = @token',
      { token },
    );
    discardImportedRows(connection, token, reserved);
  }
}
