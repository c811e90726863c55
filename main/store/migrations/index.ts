import type { Migration } from '../migrate.ts';
import { studiesAndRuns } from './0010-studies-and-runs.ts';
import { results } from './0020-results.ts';
import { checkpoints } from './0030-checkpoints.ts';
import { memory } from './0040-memory.ts';
import { trash } from './0050-trash.ts';
import { annotations } from './0060-annotations.ts';
import { methodNames } from './0070-method-names.ts';
import { runLog } from './0080-run-log.ts';
import { preferences } from './0090-preferences.ts';
import { drafts } from './0100-drafts.ts';
import { metricSummaries } from './0110-metric-summaries.ts';
import { runCounts } from './0120-run-counts.ts';
import { uids } from './0130-uids.ts';
import { inputs } from './0140-inputs.ts';

/** Ascending. Each is applied once and never changed after a release. */
export const migrations: readonly Migration[] = [
  studiesAndRuns,
  results,
  checkpoints,
  memory,
  trash,
  annotations,
  methodNames,
  runLog,
  preferences,
  drafts,
  metricSummaries,
  runCounts,
  uids,
  inputs,
];
