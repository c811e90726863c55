import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArchive } from '../../../main/archive/create-archive.ts';
import { importArchive } from '../../../main/archive/import-archive.ts';
import { openArchive } from '../../../main/archive/open-archive.ts';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import { figureFormatSchema, tableFormatSchema } from '../../../main/contract/workbench/exports.ts';
import type { ExportRequest } from '../../../main/runs/exports/export-command.ts';
import { exportStudy } from '../../../main/runs/exports/export-study.ts';
import type { Workspace } from '../../../main/store/workspace.ts';
import { temporaryFolder } from '../../store/support.ts';
import { faultEvent, finishedMemoryStudy, memoryStudy, ratesEvent } from '../laboratory/memory-study.ts';
import { storeStudy } from '../laboratory/stored-study.ts';

const request: ExportRequest = {
  tables: { formats: tableFormatSchema.options, options: { siunitx: false } },
  figures: { formats: figureFormatSchema.options, style: figureStyleSchema.parse({ dpi: 50 }) },
};

async function filesOf(workspace: Workspace, studyId: number, archivePath?: string): Promise<Record<string, string>> {
  const folder = temporaryFolder();
  const target = { studyId, folder, ...(archivePath === undefined ? {} : { archivePath }) };
  const { files } = await exportStudy(workspace, target, request);
  return Object.fromEntries(files.map(({ file }) => [file, readFileSync(join(folder, file), 'latin1')]));
}

test('every file is the same of a study, of it imported elsewhere, and of its archive', async () => {
  const { store, studyId } = finishedMemoryStudy(memoryStudy(), (label) => [
    { type: 'metrics', points: [1, 2, 3].map((step) => ({ series: 'loss', step, value: 1 / step })) },
    ...(label.startsWith('uniform') ? [faultEvent(0, 0.94), faultEvent(0.5, 0.4, 'fc1')] : []),
    ...(label.startsWith('LaNMax') ? [ratesEvent(1, 0.02)] : []),
  ]);
  const path = join(temporaryFolder(), 'some name.noisefloor');
  await createArchive(store, studyId, path, { application: '0.1.0' });

  // Other numbers of studies and runs
  const elsewhere = storeStudy(memoryStudy({ name: 'Before it' })).store;
  const imported = await importArchive(elsewhere, path);
  expect(imported.study.id).not.toBe(studyId);
  const archive = await openArchive(path);
  try {
    const here = await filesOf(store, studyId);
    expect(Object.keys(here)).toEqual(
      expect.arrayContaining(['learning-curves.csv', 'energy-accuracy-by-seed.csv', 'rate-history.csv']),
    );
    const others = [
      await filesOf(elsewhere, imported.study.id),
      await filesOf(archive.workspace, archive.studyId, path),
    ];
    for (const there of others) {
      expect(Object.keys(there)).toEqual(Object.keys(here));
      for (const [file, bytes] of Object.entries(here)) expect([file, there[file] === bytes]).toEqual([file, true]);
    }
    expect(here['pareto-fronts.svg']).toMatch(/lab -- export Memories@[0-9a-f]{12} \. --tables none --figures svg/);
  } finally {
    await archive.close();
  }
});
