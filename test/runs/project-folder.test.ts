import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWithShippedFiles, projectFolder } from '../../main/runs/project-folder.ts';
import { resourcePath } from '../../main/runs/resources.ts';
import { siblingModule } from '../../main/runs/sibling-module.ts';
import { projectFolder as ownFolder } from '../architecture/project-files.ts';

test('what is shipped is found from the sources', () => {
  expect(projectFolder()).toBe(ownFolder);
  expect(existsSync(resourcePath('studies/quickstart.yaml'))).toBe(true);
});

test('and from what is built, however deep it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-folder-'));
  const deep = join(folder, 'app', 'out', 'main', 'runs');
  mkdirSync(deep, { recursive: true });
  expect(() => folderWithShippedFiles(deep)).toThrow(`No folder above ${deep}`);
  writeFileSync(join(folder, 'app', 'out', 'package.json'), '{}');
  mkdirSync(join(folder, 'app', 'resources'));
  writeFileSync(join(folder, 'app', 'package.json'), '{}');
  expect(folderWithShippedFiles(deep)).toBe(join(folder, 'app'));
  rmSync(folder, { recursive: true });
});

test.each([
  ['file:///a/main/runs/engine/engine-process.ts', './worker', 'file:///a/main/runs/engine/worker.ts'],
  ['file:///a/out/main/runs/engine/engine-process.js', './worker', 'file:///a/out/main/runs/engine/worker.js'],
  ['file:///a.b/main/runs/doctor.ts?v=1', '../tasks/proof-task', 'file:///a.b/main/tasks/proof-task.ts'],
])('beside %s, %s is %s', (importer, path, found) => {
  expect(siblingModule(importer, path).href).toBe(found);
});
