import { describe, expect, test } from 'vitest';
import type { ArchiveImport, ArchiveSummary, StudyNeed } from '../../../../main/contract/archive.ts';
import {
  readMemory,
  withoutRecent,
  withRecent,
  emptyMemory,
} from '../../../../renderer/views/archive/archive-memory.ts';
import {
  checksumFacts,
  conflictRows,
  extractionNotes,
  importText,
  inputsText,
  needRows,
  needsText,
  summaryFacts,
  weightsText,
  writtenText,
} from '../../../../renderer/views/archive/archive-text.ts';

/** Between a number and its unit */
const narrow = '\u202f';

const summary: ArchiveSummary = {
  path: '/shelf/a.noisefloor',
  bytes: 12_374_032,
  application: '0.1.0',
  version: 1,
  schema: 130,
  study: { uid: 'a'.repeat(32), name: 'A study', specificationHash: 'abc', runs: 47 },
  weights: 'final',
  files: { count: 46, bytes: 11_400_000 },
  inputs: [],
  rows: 88_664,
  report: true,
};

describe('what is in an archive', () => {
  test('is said with units', () => {
    const facts = Object.fromEntries(summaryFacts(summary));
    expect(facts).toMatchObject({
      Size: `12.4${narrow}MB`,
      Runs: '47, 88,664 rows of records',
      Weights: `Trained weights, 46 files, 11.4${narrow}MB`,
    });
    const without = { ...summary, weights: 'none' as const, files: { count: 0, bytes: 0 }, report: false };
    expect(Object.fromEntries(summaryFacts(without))).toMatchObject({ Weights: 'None', 'Report for browsers': 'None' });
    expect(checksumFacts(summary)).toEqual([['Specification', 'abc']]);
    expect(checksumFacts({ ...summary, sha256: 'd' })).toContainEqual(['Whole file', 'd']);
  });

  test('of weights is estimated before', () => {
    const estimate = { name: '', files: { none: 0, final: 11_400_000, all: 2e9 } };
    expect(weightsText('final', estimate)).toMatch(/About 11\.4.MB of weights\.$/);
    expect(weightsText('none', estimate)).toMatch(/No files of weights\.$/);
    expect(weightsText('all', undefined)).not.toMatch(/\d/);
  });
});

describe('files of one’s own that the study reads', () => {
  const part = { name: 'mine.onnx', bytes: 1500, sha256: 'a'.repeat(64) };
  const inputs = [{ field: 'model.file', path: '/elsewhere/mine.onnx', parts: [part, { ...part, name: 'mine.data' }] }];

  test('are told with their size, before and after', () => {
    const estimated = inputs.map(({ field, path }) => ({ field, path, files: 2, bytes: 3000 }));
    expect(inputsText({ inputs: estimated })).toBe(
      `2 files, 3.00${narrow}kB. With these the study can be run again where nobody has them.`,
    );
    expect(Object.fromEntries(summaryFacts({ ...summary, inputs }))).toMatchObject({
      'Files that it reads': `2 files, 3.00${narrow}kB`,
    });
    expect(Object.fromEntries(summaryFacts(summary))).toMatchObject({ 'Files that it reads': 'None' });
  });

  const data: StudyNeed = {
    field: 'data.path',
    what: 'CIFAR-10',
    path: '../cifar',
    checksums: [
      { part: 'training', sha256: 'b' },
      { part: 'test', sha256: 'c' },
    ],
    held: false,
  };
  const network: StudyNeed = {
    field: 'model.file',
    what: 'network file',
    path: 'mine.onnx',
    checksums: [],
    held: true,
  };

  test('and what is to be fetched are told with their hashes', () => {
    expect(needsText([data, network])).toBe(
      'To run it again, CIFAR-10 (../cifar) has to be fetched: not in the archive.',
    );
    expect(needsText([data, { ...network, held: false }])).toContain('and network file (mine.onnx) have to be fetched');
    expect(needsText([network])).toBe('All that it takes to run it again is in the archive.');
    expect(needsText([])).toContain('built in');
    expect(needRows([data, network])).toEqual([
      {
        field: 'data.path',
        what: 'CIFAR-10',
        path: '../cifar',
        where: 'Not in the archive',
        checksums: 'training: b, test: c',
      },
      {
        field: 'model.file',
        what: 'network file',
        path: 'mine.onnx',
        where: 'In the archive',
        checksums: 'Not recorded',
      },
    ]);
  });
});

describe('what was extracted', () => {
  test('is told: what is where, what was changed, what is left', () => {
    expect(writtenText({ folder: '/out', extracted: ['report.html', 'specification.yaml', 'mine.onnx'] })).toBe(
      'report.html, specification.yaml and mine.onnx written to /out',
    );
    expect(
      extractionNotes({
        changed: [
          { field: 'model.file', path: '/elsewhere/mine.onnx', to: 'inputs/mine.onnx' },
          { field: 'profile', path: 'chip' },
        ],
        left: [{ field: 'data.path', what: 'CIFAR-10', path: '../cifar', checksums: [], held: false }],
      }),
    ).toEqual([
      'In specification.yaml, `model.file` is inputs/mine.onnx, where it was /elsewhere/mine.onnx.',
      'In specification.yaml, `profile` has its content, where it named chip.',
      'Not in the archive, and left as it was: CIFAR-10 (`data.path`: ../cifar).',
    ]);
  });
});

describe('an import', () => {
  const done: ArchiveImport = {
    outcome: 'added',
    study: { id: 7, name: 'A study' },
    runs: { added: 47, unchanged: 0, kept: 0, trashed: 0 },
    files: { count: 1, bytes: 2000 },
    inputs: { count: 0, bytes: 0 },
    conflicts: [],
  };
  test.each<[Partial<ArchiveImport>, RegExp]>([
    [{ inputs: { count: 2, bytes: 3000 } }, /1 file of weights, 2\.00.kB, 2 files that it reads, 3\.00.kB\.$/],
    [{}, /^Imported as study 7\. 47 runs added, 1 file of weights, 2\.00.kB\.$/],
    [
      { outcome: 'unchanged', runs: { added: 0, unchanged: 47, kept: 0, trashed: 0 }, files: { count: 0, bytes: 0 } },
      /^Everything of it is in the workspace already, as study 7\. 47 there already\.$/,
    ],
    [
      { outcome: 'completed', runs: { added: 1, unchanged: 44, kept: 1, trashed: 1 } },
      /1 run added, 44 there already, 1 kept as they were here, 1 in the trash left there/,
    ],
    [
      { outcome: 'refused', runs: { added: 0, unchanged: 0, kept: 0, trashed: 0 }, files: { count: 0, bytes: 0 } },
      /^Nothing was imported/,
    ],
  ])('%o is told', (change, text) => {
    expect(importText({ ...done, ...change })).toMatch(text);
  });

  test('names what is different here', () => {
    const conflicts = [
      { what: 'the study', differences: ['notes'] },
      {
        runId: 3,
        what: 'SAFT · seed 2',
        differences: ['status (finished in the archive, stopped here)', 'accuracies'],
      },
    ];
    expect(conflictRows(conflicts)).toEqual([
      { key: 0, what: 'the study', run: '', differences: 'notes' },
      {
        key: 1,
        what: 'SAFT · seed 2',
        run: 3,
        differences: 'status (finished in the archive, stopped here), accuracies',
      },
    ]);
  });
});

describe('archives of late', () => {
  const archive = (path: string) => ({ path, name: 'A', at: '2026-11-20T12:00:00.000Z' });
  test('are kept latest first, each once, and not without end', () => {
    const many = Array.from({ length: 20 }, (_, place) => archive(`/${place}`)).reduce(withRecent, emptyMemory);
    expect(many.recent).toHaveLength(12);
    expect(many.recent[0]!.path).toBe('/19');
    const again = withRecent(many, archive('/15'));
    expect(again.recent).toHaveLength(12);
    expect(again.recent.filter(({ path }) => path === '/15')).toHaveLength(1);
    expect(withoutRecent(again, '/15').recent.map(({ path }) => path)).not.toContain('/15');
    expect(readMemory(JSON.stringify(again))).toEqual(again);
  });

  test.each([
    undefined,
    '',
    'no JSON',
    'null',
    '{"recent":7,"folder":[]}',
    '{"recent":[{"path":1},null,{"path":"/a"}]}',
  ])('are none for %s', (text) => {
    expect(readMemory(text)).toEqual(emptyMemory);
  });
});
