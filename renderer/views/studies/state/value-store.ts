type Value = number | string;

export interface ValueStore {
  read(column: string, runId: number): Value | undefined;
  /** Of the wanted ids, those that have not been read in all of these columns, or have changed since. */
  missing(columns: readonly string[], runIds: readonly number[]): readonly number[];
  /** @param values as `runs.values` answers: for each column a value a run, in the order of `runIds` */
  keep(runIds: readonly number[], values: Readonly<Record<string, readonly (Value | null)[]>>): void;
  /** These have to be read again; until then the values stay. */
  outdate(runIds: readonly number[]): void;
}

/** Values of columns that are read on demand, by column and run. */
export function valueStore(): ValueStore {
  const values = new Map<string, Map<number, Value>>();
  const current = new Map<string, Set<number>>();

  function of<Kept>(map: Map<string, Kept>, column: string, make: () => Kept): Kept {
    const kept = map.get(column) ?? make();
    map.set(column, kept);
    return kept;
  }

  return {
    read: (column, runId) => values.get(column)?.get(runId),
    missing(columns, runIds) {
      const known = columns.map((column) => current.get(column));
      if (known.length === 0) return [];
      return runIds.filter((id) => known.some((ids) => ids === undefined || !ids.has(id)));
    },
    keep(runIds, read) {
      for (const [column, list] of Object.entries(read)) {
        const ofColumn = of(values, column, () => new Map<number, Value>());
        const ids = of(current, column, () => new Set<number>());
        for (const [place, id] of runIds.entries()) {
          const value = list[place];
          if (value === null || value === undefined) ofColumn.delete(id);
          else ofColumn.set(id, value);
          ids.add(id);
        }
      }
    },
    outdate(runIds) {
      for (const ids of current.values()) for (const id of runIds) ids.delete(id);
    },
  };
}
