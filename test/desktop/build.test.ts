import { existsSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { moduleEntries } from '../../build/desktop/module-entries.ts';
import { interfaceScheme } from '../../main/desktop/interface-scheme.ts';
import { filesIn, projectFolder, readProjectFile } from '../architecture/project-files.ts';

const mainFolder = join(projectFolder, 'main');

describe('modules that are started by themselves', () => {
  const entries = moduleEntries(mainFolder);

  test('are entries of the build, and there', () => {
    expect(Object.keys(entries)).toEqual(
      expect.arrayContaining(['runs/engine/engine-process', 'runs/engine/worker', 'runs/tasks/proof-task']),
    );
    expect(Object.values(entries).filter((path) => !existsSync(path))).toEqual([]);
  });

  test('are named in the one way that is also found in what is built', () => {
    const wrong = filesIn(['main'], ['.ts']).filter((path) =>
      /new URL\('[^']*\.ts'|import\.meta\.(?:dirname|filename)[^\n]*\.ts'/.test(readProjectFile(path)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('for an Electron that does not wait for the application', () => {
  const loader = Module as unknown as { _load(request: string): unknown };
  const { _load: load } = loader;

  test('the scheme and the sandbox are prepared as soon as there is an Electron', () => {
    const prepared: unknown[] = [];
    const electron = {
      app: { enableSandbox: () => prepared.push('sandbox'), commandLine: { hasSwitch: () => false } },
      protocol: { registerSchemesAsPrivileged: (schemes: unknown) => prepared.push(schemes) },
    };
    loader._load = vi.fn((request) => (request === 'electron' ? electron : { other: true }));
    const options = process.env['NODE_OPTIONS'];
    try {
      const fake = loader._load;
      // Not through `require`, which is ours to fake
      new Function('require', 'process', readProjectFile('build/desktop/early.cjs'))(() => Module, process);
      expect(process.env['NODE_OPTIONS']).toBeUndefined();
      loader._load('node:fs');
      expect(prepared).toEqual([]);
      expect(loader._load('electron')).toBe(electron);
      expect(prepared).toEqual(['sandbox', [interfaceScheme]]);
      expect(loader._load).toBe(fake);
      expect(process.env['NOISEFLOOR_PREPARED']).toBe('1');
    } finally {
      loader._load = load;
      delete process.env['NOISEFLOOR_PREPARED'];
      if (options !== undefined) process.env['NODE_OPTIONS'] = options;
    }
  });
});
