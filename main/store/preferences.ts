import type { Connection } from './connection.ts';

export interface PreferenceRepository {
  read(key: string): string | undefined;
  /** @param value undefined to forget it */
  write(key: string, value: string | undefined): void;
}

/** Small texts by key. */
export function preferenceRepository(connection: Connection): PreferenceRepository {
  return {
    read: (key) => connection.get<{ value: string }>('SELECT value FROM preferences WHERE key = @key', { key })?.value,
    write(key, value) {
      if (value === undefined) {
        connection.run('DELETE FROM preferences WHERE key = @key', { key });
      } else {
        connection.run('INSERT OR REPLACE INTO preferences (key, value) VALUES (@key, @value)', { key, value });
      }
    },
  };
}
