import { expect, test } from 'vitest';
import { archivedRunColumns, archivedRunRows } from '../../../../renderer/views/archive/archived-run-rows.ts';

test('runs of an archive are in the words of the run table', () => {
  const [row] = archivedRunRows([
    {
      id: 3,
      studyId: 1,
      studyName: 'A study',
      kind: 'train',
      profile: '8-bit',
      method: 'SAFT k=2',
      methodName: 'saft',
      seed: 1,
      status: 'finished',
      fraction: 1,
      createdAt: '2026-11-20T12:00:00.000Z',
      durationSeconds: 90,
      locked: false,
      tags: [],
      hasNotes: false,
    },
  ]);
  expect(row).toMatchObject({ id: 3, method: 'SAFT k=2', methodName: 'saft', profile: '8-bit', status: 'finished' });
  expect(row!['duration']).toMatch(/^1.min 30.s$/);
  expect(archivedRunColumns.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['id', 'method', 'profile', 'seed', 'status', 'accuracy', 'duration', 'started']),
  );
});
