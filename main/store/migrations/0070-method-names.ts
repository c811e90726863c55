import type { Migration } from '../migrate.ts';

/** The specification's name of a run's method, beside its label, so that lists need not read configurations. */
export const methodNames: Migration = {
  number: 70,
  title: 'method names',
  up: (connection) =>
    connection.execute(`
      ALTER TABLE runs ADD COLUMN method_name TEXT;
      UPDATE runs SET method_name =
        (SELECT json_extract(json, '$.method.method') FROM configurations WHERE sha256 = configuration_sha256);
    `),
};
