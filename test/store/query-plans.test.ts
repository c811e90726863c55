import { describe, expect, onTestFinished, test } from 'vitest';
import { activityRepository } from '../../main/store/activity.ts';
import { checkpointRepository } from '../../main/store/checkpoints.ts';
import type { Connection, Values } from '../../main/store/connection.ts';
import { openDatabase } from '../../main/store/database.ts';
import { faultAccuracyRepository } from '../../main/store/fault-accuracies.ts';
import { memoryReportRepository } from '../../main/store/memory-reports.ts';
import { metricRepository } from '../../main/store/metrics.ts';
import { beat } from '../../main/store/owners.ts';
import { rateUpdateRepository } from '../../main/store/rate-updates.ts';
import { durationRepository } from '../../main/store/run-durations.ts';
import { listRuns, type RunListFilter } from '../../main/store/run-list.ts';
import { runLogRepository } from '../../main/store/run-log.ts';
import { readRunValues, type RunValueSelector } from '../../main/store/run-values.ts';
import { createRuns, runRepository } from '../../main/store/runs.ts';
import { accuracyRepository } from '../../main/store/accuracies.ts';
import { sensitivityRepository } from '../../main/store/sensitivities.ts';
import { studyRepository } from '../../main/store/studies.ts';
import { newRun, specification, temporaryFolder } from './support.ts';

interface Traced {
  readonly connection: Connection;
  /** The steps of every query since the last call, as SQLite describes them */
  readonly plans: () => readonly string[];
}

/** Asks SQLite how it is going to carry out each query before it does. */
function traced(): Traced {
  const connection = openDatabase(temporaryFolder());
  onTestFinished(() => connection.close());
  let seen: string[] = [];
  function explain(sql: string, values?: Values): void {
    const steps = connection.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
    seen.push(...steps.map((step) => step.detail));
  }
  return {
    connection: {
      ...connection,
      all(sql, values) {
        explain(sql, values);
        return connection.all(sql, values);
      },
      get(sql, values) {
        explain(sql, values);
        return connection.get(sql, values);
      },
      run(sql, values) {
        explain(sql, values);
        return connection.run(sql, values);
      },
    },
    plans() {
      const result = seen;
      seen = [];
      return result;
    },
  };
}

const scans = (plans: readonly string[]): readonly string[] =>
  plans.filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'));

describe('how queries are carried out', () => {
  test('listing the runs of a study among 10,000 looks at those alone, in order', () => {
    const { connection, plans } = traced();
    const studies = studyRepository(connection, () => 0);
    const [one, two] = [studies.create(specification('1'), '').id, studies.create(specification('2'), '').id];
    const many = Array.from({ length: 10_000 }, (_, seed) => newRun(seed % 100 === 0 ? one : two, { seed }));
    createRuns(connection, many, undefined, 0);
    const runs = runRepository(connection, () => 0);
    plans();
    expect(runs.list({ studyId: one })).toHaveLength(100);
    expect(plans()).toEqual([
      'SEARCH runs USING INDEX runs_by_study (study_id=?)',
      'SEARCH run_progress USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN',
    ]);
    expect(runs.list({ studyId: one, afterId: 5000, limit: 10 })).toHaveLength(10);
    expect(plans()[0]).toBe('SEARCH runs USING INDEX runs_by_study (study_id=? AND rowid>?)');

    // All of them: one pass over the table, without sorting and without the configurations
    expect(runs.list()).toHaveLength(10_000);
    expect(plans()).toEqual(['SCAN runs', 'SEARCH run_progress USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN']);
  });

  test('by status or configuration', () => {
    const { connection, plans } = traced();
    const runs = runRepository(connection, () => 0);
    runs.list({ status: 'running' });
    expect(plans()[0]).toBe('SEARCH runs USING INDEX runs_by_status (status=?)');
    runs.list({ configurationHash: 'x' });
    expect(plans()[0]).toBe('SEARCH runs USING INDEX runs_by_configuration (configuration_sha256=?)');
  });

  test('a metric series is one stretch of the table', () => {
    const { connection, plans } = traced();
    metricRepository(connection).read(1, 'loss', { afterStep: 10 });
    expect(plans()).toEqual(['SEARCH metrics USING PRIMARY KEY (run_id=? AND series=? AND step>?)']);
  });

  test('results, checkpoints and studies are found by an index', () => {
    const { connection, plans } = traced();
    sensitivityRepository(connection).ofRun(1);
    expect(plans()[0]).toMatch(/^SEARCH sensitivities USING INDEX .* \(run_id=\?\)$/);
    accuracyRepository(connection).ofRun(1);
    expect(plans()[0]).toMatch(/^SEARCH accuracies USING INDEX .* \(run_id=\?\)$/);
    faultAccuracyRepository(connection).ofRun(1);
    expect(plans()[0]).toMatch(/^SEARCH fault_accuracies USING INDEX .* \(run_id=\?\)$/);
    rateUpdateRepository(connection).ofRun(1);
    memoryReportRepository(connection).ofRun(1);
    expect(scans(plans())).toEqual([]);
    checkpointRepository(connection, '').ofRun(1);
    expect(scans(plans())).toEqual([]);
    studyRepository(connection, () => 0).findByHash('x');
    expect(scans(plans())).toEqual([]);
    studyRepository(connection, () => 0).list();
    expect(plans()).toEqual(expect.arrayContaining(['SEARCH runs USING COVERING INDEX runs_kept (study_id=?)']));
    studyRepository(connection, () => 0).runCounts();
    expect(plans()).toEqual(['SCAN runs USING COVERING INDEX runs_kept']);
  });

  test('the table of all runs is one pass over them, and everything else of a line is looked up', () => {
    const { connection, plans } = traced();
    const table = (filter?: RunListFilter) => {
      listRuns(connection, filter);
      return scans(plans());
    };
    expect(table()).toEqual(['SCAN runs']);
    expect(table({ trashed: true })).toEqual(['SCAN runs']);
    expect(table({ studyId: 1 })).toEqual([]);
    expect(table({ ids: [1, 2] })).toEqual(['SCAN json_each VIRTUAL TABLE INDEX 1:']);
  });

  test('what is read of a run, or of many, never passes over the whole of a table', () => {
    const { connection, plans } = traced();
    runLogRepository(connection).ofRun(1, 10);
    expect(plans()).toEqual(['SEARCH run_log USING PRIMARY KEY (run_id=? AND number>?)']);
    metricRepository(connection).summaries(1);
    expect(scans(plans())).toEqual([]);
    durationRepository(connection).ofConfiguration('x');
    activityRepository(connection).heardAt(1);
    activityRepository(connection).lastRunId();
    activityRepository(connection).active();
    expect(scans(plans())).toEqual([]);
    const selectors: readonly RunValueSelector[] = [
      { of: 'accuracy', stage: 'recovered', part: 'accuracy' },
      { of: 'metric', series: 'loss', part: 'minimum' },
      { of: 'timing', part: 'totalMs' },
      { of: 'memory', part: 'relative' },
      { of: 'memory', part: 'rate' },
      { of: 'plan', part: 'trained' },
      { of: 'run', part: 'notes' },
      { of: 'provenance', field: 'engine' },
      { of: 'configuration', path: ['study', 'training', 'batch'] },
    ];
    readRunValues(connection, [2, 1], selectors);
    expect(scans(plans())).toEqual(['SCAN asked VIRTUAL TABLE INDEX 1:', 'USE TEMP B-TREE FOR ORDER BY']);
  });

  test('a heartbeat looks at the runs of its session alone', () => {
    const { connection, plans } = traced();
    connection.run(`INSERT INTO owners VALUES ('token', 1, NULL, 'host', NULL, NULL, 1, 1)`);
    plans();
    beat(connection, 'token', 2);
    const steps = plans();
    expect(scans(steps.filter((step) => !step.includes('TEMP B-TREE')))).toEqual([]);
    expect(steps).toEqual(expect.arrayContaining(['SEARCH runs USING INDEX runs_by_owner (owner_token=?)']));
  });
});
