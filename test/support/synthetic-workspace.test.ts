import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../main/store/workspace.ts';
import { temporaryFolder } from '../store/support.ts';
import { fillWorkspace } from './synthetic-workspace.ts';

function fill(runs: number) {
  const folder = temporaryFolder();
  const ids = fillWorkspace(folder, { runs, runsPerStudy: 20, points: 4 });
  const workspace = openWorkspace(folder);
  try {
    return { ids, rows: workspace.listRuns({}), studies: workspace.studies.list(), problems: workspace.check() };
  } finally {
    workspace.close();
  }
}

describe('fillWorkspace', () => {
  it('makes as many runs as asked for, in studies, all ended', () => {
    const { ids, rows, studies, problems } = fill(50);
    expect(ids).toEqual(rows.map((row) => row.id));
    expect([rows.length, studies.length, problems]).toEqual([50, 3, []]);
    expect(rows.every(({ status }) => status !== 'queued' && status !== 'running')).toBe(true);
    expect(rows.filter(({ status, accuracy }) => (status === 'finished') !== (accuracy !== undefined))).toEqual([]);
  });

  it('makes the same of the same seed', () => {
    expect(fill(20).rows).toEqual(fill(20).rows);
  });
});
