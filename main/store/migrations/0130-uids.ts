import type { Migration } from '../migrate.ts';

/**
 * A name for each study and run that is the same in every workspace, so that an archive finds what of it is there already.
 * Numbers are given anew on import; these stay. A trigger gives them, so that no row can be without.
 */
export const uids: Migration = {
  number: 130,
  title: 'uids',
  up: (connection) =>
    connection.execute(
      ['studies', 'runs']
        .map(
          (table) => `
      ALTER TABLE ${table} ADD COLUMN uid TEXT CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');
      UPDATE ${table} SET uid = lower(hex(randomblob(16)));
      CREATE UNIQUE INDEX ${table}_by_uid ON ${table} (uid);
      CREATE TRIGGER ${table}_get_uid AFTER INSERT ON ${table} WHEN new.uid IS NULL BEGIN
        UPDATE ${table} SET uid = lower(hex(randomblob(16))) WHERE id = new.id;
      END;`,
        )
        .join('\n'),
    ),
};
