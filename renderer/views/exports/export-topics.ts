export type ExportKind = 'table' | 'figure';

/** Nothing of that kind */
const none = /(?!)/;

/** Which tables and figures belong to a part of a page, by their names: sections of Compare, and the page of a run. */
const topics: Readonly<Record<string, Readonly<Record<ExportKind, RegExp>>>> = {
  fronts: { table: /^(?:energy-accuracy|iso-accuracy|iso-energy|hypervolumes)/, figure: /^pareto/ },
  tables: { table: /^(?:saft-|energy-accuracy)/, figure: none },
  runs: { table: /^step-time/, figure: /^(?:learning-curves|step-time)/ },
  ladder: { table: /^accuracy-ladder/, figure: /^accuracy-ladder/ },
  tests: { table: /^(?:paired-tests|saft-comparison)/, figure: none },
  rates: { table: /^assigned-rates/, figure: /^assigned-rates/ },
  curves: { table: /^(?:accuracy-by-fault-rate|one-layer-random)/, figure: /^(?:test-rate|one-layer-random)/ },
  sensitivity: { table: /^sensitivity/, figure: /^sensitivity/ },
  weights: { table: /^saft-table-4/, figure: /^weight-change/ },
  training: { table: /^step-time/, figure: /^(?:learning-curves|step-time)/ },
};

/** Parts of a page that have something to export; the others have no button for it. */
export const hasTopic = (topic: string): boolean => topic in topics;

export function isOfTopic(topic: string, kind: ExportKind, name: string): boolean {
  return topics[topic]?.[kind].test(name) ?? false;
}

/** Whether some part of a page leads to it. */
export const isOfSomeTopic = (kind: ExportKind, name: string): boolean =>
  Object.keys(topics).some((topic) => isOfTopic(topic, kind, name));
