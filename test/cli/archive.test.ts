import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ArchiveImport, ArchiveSummary } from '../../main/contract/archive.ts';
import { openLaboratory } from '../../main/runs/laboratory.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { filledWorkspace } from '../archive/archived-study.ts';
import { comparison } from '../report/comparison-fixture.ts';
import { runWith } from './fake-laboratory.ts';

const summary: ArchiveSummary = {
  path: '/a/b.noisefloor',
  bytes: 1234,
  sha256: 'a'.repeat(64),
  application: '0.1.0',
  version: 1,
  schema: 130,
  study: { uid: '0'.repeat(32), name: 'Mine\u001b[31m', specificationHash: '', runs: 1 },
  weights: 'final',
  files: { count: 2, bytes: 3_000_000 },
  inputs: [],
  rows: 88_664,
  report: true,
};

const imported: ArchiveImport = {
  outcome: 'refused',
  study: { id: 3, name: 'Mine' },
  runs: { added: 0, unchanged: 1, kept: 0, trashed: 0 },
  files: { count: 0, bytes: 0 },
  inputs: { count: 0, bytes: 0 },
  conflicts: [{ runId: 7, what: 'SAFT k=2 · seed 1', differences: ['accuracies', 'plans'] }],
};

describe('archive', () => {
  test('create hands over what is asked for, and prints what was made, without orders to the terminal', async () => {
    const asked: unknown[] = [];
    const createArchive = async (...given: unknown[]) => {
      asked.push(...given.slice(0, 3));
      return summary;
    };
    const { code, output } = await runWith(['archive', 'create', 'mine', 'x.noisefloor', '--weights', 'all'], {
      createArchive,
    });
    expect(code).toBe(0);
    expect(asked).toEqual(['mine', resolve('x.noisefloor'), { weights: 'all', inputs: true, replace: false }]);
    expect(output).toBe(
      `Study: Mine\uFFFD[31m\n1 run, 88,664 rows, 2 files of weights (3.00 MB), with a report\n/a/b.noisefloor (1.23 kB, written by Noisefloor 0.1.0)\nSHA-256 ${'a'.repeat(64)}\n`,
    );
  });

  test.each([
    [['create', 'mine', 'x', '--weights', 'some'], 'none, final, all'],
    [['create', 'mine', ''], 'empty'],
    [['create', 'mine'], 'file'],
    [['verify'], 'file'],
    [['import', 'x', '--keep-mine', '--as-copy'], 'cannot be used with'],
  ])('%j is wrong use', async (words, reason) => {
    const { code, errors } = await runWith(['archive', ...words]);
    expect(code).toBe(2);
    expect(errors).toContain(reason);
    expect(errors).toContain('--help');
  });

  test('verify fails with every problem', async () => {
    const verifyArchive = async () => ({ path: '/a', valid: false, problems: ['It is cut.', 'It is bent.'], summary });
    const { code, output, errors } = await runWith(['archive', 'verify', 'a'], { verifyArchive });
    expect(code).toBe(1);
    expect(output).toContain('It is cut.\nIt is bent.\n');
    expect(errors).toBe('2 things are wrong with a.\nGet the file again from where it came from.\n');
    const json = await runWith(['archive', 'verify', 'a', '--json'], { verifyArchive });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({
      valid: false,
      problems: ['It is cut.', 'It is bent.'],
      error: { code: 'invalid-archive' },
    });
  });

  test('open prints the tables and where they come from', async () => {
    const needs = [
      {
        field: 'data.path',
        what: 'CIFAR-10',
        path: '../cifar',
        checksums: [{ part: 'training', sha256: 'c'.repeat(64) }],
        held: false,
      },
      { field: 'model.file', what: 'network file', path: 'mine.onnx', checksums: [], held: true },
    ];
    const changed = [
      { field: 'model.file', path: '/elsewhere/mine.onnx', to: 'inputs/mine.onnx' },
      { field: 'profile', path: 'chip' },
    ];
    const extracted = ['report.html', 'specification.yaml', 'inputs/mine.onnx'];
    const openArchive = async () => ({ summary, comparison, provenances: [], needs, extracted, changed });
    const { code, output } = await runWith(['archive', 'open', 'a', '--extract', 'b'], { openArchive });
    expect(code).toBe(0);
    expect(output).toContain(comparison.study.name);
    expect(output).toContain('88,664 rows');
    expect(output).toContain(
      `Not in the archive: CIFAR-10 (data.path: ../cifar)\n  SHA-256 of training: ${'c'.repeat(64)}\n` +
        'In the archive: network file (model.file: mine.onnx)\n  SHA-256 not recorded: no run has read it\n',
    );
    expect(output).toContain(
      'Written: report.html, specification.yaml, inputs/mine.onnx\n' +
        'Changed in specification.yaml: model.file, which was /elsewhere/mine.onnx, is inputs/mine.onnx\n' +
        'Changed in specification.yaml: profile, which was chip, is its content\n' +
        'Left as it was, and not written: CIFAR-10 (data.path: ../cifar)\n',
    );
  });

  test('import names what differs and how to go on', async () => {
    const { code, output, errors } = await runWith(['archive', 'import', 'a'], { importArchive: async () => imported });
    expect(code).toBe(1);
    expect(output).toContain('Differs: run 7 (SAFT k=2 · seed 1): accuracies, plans');
    expect(errors).toContain('--keep-mine');
    const modes: string[] = [];
    const importArchive = async (_path: string, mode: string) => {
      modes.push(mode);
      return { ...imported, outcome: 'added' as const, conflicts: [] };
    };
    await runWith(['archive', 'import', 'a', '--as-copy'], { importArchive });
    expect((await runWith(['archive', 'import', 'a', '--keep-mine'], { importArchive })).code).toBe(0);
    expect(modes).toEqual(['as-copy', 'keep-mine']);
  });
});

test('an archive goes from one workspace to another; looking at it makes none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-cli-archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { workspace, studyId } = filledWorkspace(join(folder, 'theirs'));
  workspace.close();
  const path = join(folder, 'study.noisefloor');
  const laboratoryOf = async (name: string) => {
    const laboratory = await openLaboratory({ workspace: join(folder, name), command: 'lab' });
    onTestFinished(() => laboratory.close());
    return laboratory;
  };
  const theirs = await laboratoryOf('theirs');
  const created = await runWith(['archive', 'create', String(studyId), path], { createArchive: theirs.createArchive });
  expect(created.errors + created.output).toContain('with a report');

  const lost = join(folder, 'gone', 'study.noisefloor');
  const unmade = await runWith(['archive', 'create', String(studyId), lost], { createArchive: theirs.createArchive });
  expect(unmade.code).toBe(2);
  expect(unmade.errors).toMatch(/There is no folder .*gone\.\nMake the folder, or choose another one\.\n$/);

  const nowhere = await laboratoryOf('nowhere');
  const onFile = await runWith(['archive', 'open', path, '--extract', path], { openArchive: nowhere.openArchive });
  expect(onFile.code).toBe(2);
  expect(onFile.errors).toContain(`${path} is a file, not a folder.\nGive another folder to write into.\n`);
  const asFile = await runWith(['archive', 'verify', folder], { verifyArchive: nowhere.verifyArchive });
  expect(asFile.output).toContain(`The archive ${folder} is refused: it is a folder.`);
  const opened = await runWith(['archive', 'open', path, '--extract', join(folder, 'out'), '--json'], {
    openArchive: nowhere.openArchive,
  });
  expect(JSON.parse(opened.output)).toMatchObject({
    summary: { study: { name: 'A study' } },
    extracted: ['report.html', 'specification.yaml', 'README.txt'],
  });
  expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain('<!doctype html>');
  expect((await runWith(['archive', 'verify', path], { verifyArchive: nowhere.verifyArchive })).code).toBe(0);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);

  const mine = await laboratoryOf('mine');
  const first = await runWith(['archive', 'import', path], { importArchive: mine.importArchive });
  expect(first.output).toContain('Study 1 (A study) was added.\n4 runs added');
  const second = await runWith(['archive', 'import', path, '--json'], { importArchive: mine.importArchive });
  expect(JSON.parse(second.output)).toMatchObject({ outcome: 'unchanged', runs: { unchanged: 4 } });

  const again = join(folder, 'again.noisefloor');
  await runWith(['archive', 'create', '1', again], { createArchive: mine.createArchive });
  expect(readFileSync(again).equals(readFileSync(path))).toBe(true);

  const chosen = join(folder, 'chosen.noisefloor');
  await runWith(['archive', 'create', '1', chosen, '--weights', 'none', '--no-inputs'], {
    createArchive: mine.createArchive,
  });
  await runWith(['archive', 'open', chosen, '--extract', join(folder, 'out')], { openArchive: nowhere.openArchive });
  const page = readFileSync(join(folder, 'out', 'report.html'), 'utf8');
  expect(page).toMatch(/archive create .*A study.* FILE --weights none --no-inputs</);
  rmSync(chosen);

  writeFileSync(path, readFileSync(path).subarray(0, 500));
  const unimported = await runWith(['archive', 'import', path], { importArchive: nowhere.importArchive });
  expect(unimported.errors).toContain('is refused');
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  const cut = await runWith(['archive', 'import', path], { importArchive: mine.importArchive });
  expect(cut.code).toBe(1);
  expect(cut.errors).toContain('is refused');
  const check = openWorkspace(join(folder, 'mine'), { readOnly: true });
  expect(check.studies.list()).toHaveLength(1);
  check.close();
  expect(readdirSync(folder).sort()).toEqual(['again.noisefloor', 'mine', 'out', 'study.noisefloor', 'theirs']);
});
