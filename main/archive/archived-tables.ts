/** Tables whose rows have a number of their own, which is given anew in every archive and workspace. */
export type NumberedTable = 'studies' | 'runs' | 'sensitivities' | 'accuracies' | 'fault_accuracies';

export interface ArchivedTable {
  readonly name: string;
  /** Columns with numbers of rows, and the tables that gave these. The first tells whose a row is. */
  readonly numbers: Readonly<Record<string, NumberedTable>>;
  /** After the first of `numbers`: columns that say in which order its rows are */
  readonly order: readonly string[];
  /** Columns that are written as SQL says, because what they say is true of one workspace only */
  readonly instead?: Readonly<Record<string, string>>;
}

const ofRun = (name: string, ...order: readonly string[]): ArchivedTable => ({
  name,
  numbers: { run_id: 'runs' },
  order,
});

/** Tables that say something about one workspace alone; in no archive. What is in `inputs`, its manifest lists. */
export const localTables: readonly string[] = ['owners', 'preferences', 'drafts', 'inputs', 'imports'];

/**
 * Everything of a study, what is referred to first. Archives name their tables themselves: an older one may have others
 * than these, of the schema it was written with.
 */
export const archivedTables: readonly ArchivedTable[] = [
  { name: 'studies', numbers: { id: 'studies' }, order: [], instead: { trashed_at: 'NULL' } },
  { name: 'configurations', numbers: {}, order: ['sha256'] },
  {
    name: 'runs',
    numbers: { id: 'runs', study_id: 'studies' },
    order: [],
    // Elsewhere nobody is at work on it
    instead: {
      status: `CASE status WHEN 'running' THEN 'lost' WHEN 'queued' THEN 'stopped' ELSE status END`,
      owner_token: 'NULL',
      stop_requested_at: 'NULL',
      trashed_at: 'NULL',
    },
  },
  ofRun('provenances', 'attempt'),
  ofRun('run_progress'),
  ofRun('metrics', 'series', 'step'),
  ofRun('metric_summaries', 'series'),
  { name: 'sensitivities', numbers: { id: 'sensitivities', run_id: 'runs' }, order: [] },
  ofRun('plans'),
  ofRun('noise_reports'),
  ofRun('noise_layers', 'position'),
  { name: 'accuracies', numbers: { id: 'accuracies', run_id: 'runs' }, order: [] },
  { name: 'accuracy_draws', numbers: { accuracy_id: 'accuracies' }, order: ['draw'] },
  ofRun('timings'),
  ofRun('rate_updates', 'epoch'),
  ofRun('rate_update_layers', 'epoch', 'position'),
  ofRun('memory_reports'),
  ofRun('memory_layers', 'position'),
  { name: 'fault_accuracies', numbers: { id: 'fault_accuracies', run_id: 'runs' }, order: [] },
  { name: 'fault_accuracy_draws', numbers: { fault_accuracy_id: 'fault_accuracies' }, order: ['draw'] },
  ofRun('run_log', 'number'),
  ofRun('run_tags', 'tag'),
  {
    name: 'files',
    numbers: {},
    order: ['sha256'],
    // Another study may have had the same file before
    instead: {
      added_at: `(SELECT min(recorded_at) FROM checkpoints JOIN temp.numbered_runs ON old = run_id
        WHERE checkpoints.sha256 = own.sha256)`,
    },
  },
  ofRun('checkpoints', 'epoch', 'step', 'final'),
];

/** Tables whose numbers are given run by run, in the order of their own. */
export const numberedByRun: readonly NumberedTable[] = ['sensitivities', 'accuracies', 'fault_accuracies'];
