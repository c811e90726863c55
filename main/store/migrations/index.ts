import type { Migration } from '../migrate.ts';
import { studiesAndRuns } from './0010-studies-and-runs.ts';
import { results } from './0020-results.ts';
import { checkpoints } from './0030-checkpoints.ts';
import { memory } from './0040-memory.ts';

/** Ascending. Each is applied once and never changed after a release. */
export const migrations: readonly Migration[] = [studiesAndRuns, results, checkpoints, memory];
