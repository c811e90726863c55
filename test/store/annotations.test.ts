import { expect, test } from 'vitest';
import { newRun, startedRun, thrownBy } from './support.ts';

test('runs are locked, tagged and noted, several at once, all or none', () => {
  const { workspace, studyId, runId } = startedRun();
  const other = workspace.runs.create([newRun(studyId, { seed: 2 })])[0]!.id;
  const { annotations } = workspace;
  expect(annotations.ofRun(runId)).toEqual({ locked: false, notes: '', tags: [] });
  annotations.change([runId, other], { locked: true, notes: 'Größe', addTags: ['b', 'a', 'b'] });
  annotations.change([other], { addTags: ['c'], removeTags: ['a', 'never'], locked: false });
  expect(annotations.ofRun(runId)).toEqual({ locked: true, notes: 'Größe', tags: ['a', 'b'] });
  expect(annotations.ofRun(other)).toEqual({ locked: false, notes: 'Größe', tags: ['b', 'c'] });
  expect(workspace.listRuns()).toMatchObject([
    { id: runId, locked: true, hasNotes: true, tags: ['a', 'b'] },
    { id: other, locked: false, hasNotes: true, tags: ['b', 'c'] },
  ]);
  expect(thrownBy(() => annotations.change([runId, 99], { notes: 'lost' }))).toMatchObject({ code: 'not-found' });
  expect(annotations.ofRun(runId).notes).toBe('Größe');
  expect(thrownBy(() => annotations.ofRun(99))).toMatchObject({ code: 'not-found' });
});
