import { describe, expect, test } from 'vitest';
import { importCycles } from './import-cycles.ts';
import { moduleReferences } from './module-references.ts';
import { filesIn, readProjectFile } from './project-files.ts';
import { codeFolders, importProblems, roomOf, roomRules } from './room-rules.ts';

const sources = filesIn(codeFolders, ['.ts', '.js', '.vue']);

describe('the rooms', () => {
  test('only import what they may', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.flatMap((path) => importProblems(path, readProjectFile(path)))).toEqual([]);
  });

  test('are those of the design, each found where it exists', () => {
    const rooms = new Set(sources.map(roomOf));
    expect([...rooms].filter((room) => !Object.hasOwn(roomRules, room!))).toEqual([]);
    for (const room of ['contract', 'lab', 'data', 'store', 'report', 'runs', 'cli']) expect(rooms).toContain(room);
  });

  test('have no circles of modules that load each other', () => {
    const modules = sources.filter((path) => path.startsWith('main/') || path.startsWith('renderer/'));
    expect(importCycles(new Map(modules.map((path) => [path, readProjectFile(path)])))).toEqual([]);
  });
});

describe('the check itself', () => {
  test.each([
    ['main/contract/a.ts', "import { f } from '../lab/f.ts';", 'contract must not import lab'],
    ['main/contract/a.ts', "import type { F } from '../lab/f.ts';", 'contract must not import lab'],
    ['main/contract/a.ts', "import { readFileSync } from 'node:fs';", "Node's modules"],
    ['main/lab/ops/a.ts', "export { f } from '../../data/f.ts';", 'lab must not import data'],
    ['main/lab/ops/a.ts', "const f = import('../../runs/f.ts');", 'lab must not import runs'],
    ['main/lab/ops/a.ts', "let f: import('../../store/f.ts').F;", 'lab must not import store'],
    ['main/lab/ops/a.ts', "import * as tf from '@tensorflow/tfjs-core';", 'load the package @tensorflow/tfjs-core'],
    ['main/lab/ops/a.ts', "import { type Tensor } from '@tensorflow/tfjs-core';", 'load the package'],
    ['main/lab/ops/a.ts', "const tf = require('@tensorflow/tfjs-core');", 'load the package'],
    ['main/lab/ops/a.ts', "import 'node:worker_threads';", "Node's modules"],
    ['main/store/a.ts', "import { f } from '../data/f.ts';", 'store must not import data'],
    ['main/data/a.ts', "import { f } from '../store/f.ts';", 'data must not import store'],
    ['main/report/a.ts', "import { f } from '../store/f.ts';", 'report must not import store'],
    ['main/data/a.ts', "import { f } from '../report/f.ts';", 'data must not import report'],
    ['main/store/a.ts', "new Worker(new URL('../runs/f.ts', import.meta.url));", 'store must not import runs'],
    ['main/store/a.ts', "new Worker(siblingModule(import.meta.url, '../runs/f'));", 'store must not import runs'],
    ['main/runs/a.ts', "import { f } from '../cli/f.ts';", 'runs must not import cli'],
    ['main/runs/a.ts', "import { app } from 'electron';", 'runs must not import electron'],
    ['main/cli/a.ts', "import { app } from 'electron/main';", 'cli must not import electron'],
    ['renderer/a.ts', "import { f } from '../main/lab/f.ts';", 'renderer must not import lab'],
    ['renderer/a.vue', "<template/>\n<script setup>\nimport { f } from '../main/runs/f.ts';\n</script>", 'a.vue:3 '],
    ['renderer/views/a.ts', "import { join } from 'node:path';", "Node's modules"],
    ['preload/a.ts', "import { f } from '../main/store/f.ts';", 'preload must not import store'],
    ['main/plugins/a.ts', '', 'no known room'],
  ])('%s: %s', (path, text, problem) => {
    const found = importProblems(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  test.each([
    ['main/lab/ops/a.ts', "import type { Tensor } from '@tensorflow/tfjs-core'; import { z } from 'zod';"],
    ['main/lab/ops/a.ts', "import { f } from '../../contract/f.ts'; import { g } from '../network/g.ts';"],
    ['main/data/a.ts', "import { f } from '../lab/f.ts'; import { join } from 'node:path';"],
    ['main/runs/a.ts', "import { f } from '../store/f.ts'; import { g } from '../lab/g.ts'; import Database from 'x';"],
    ['main/desktop/a.ts', "import { app } from 'electron'; import { f } from '../runs/f.ts';"],
    ['main/lab/ops/a.ts', "// import { f } from '../../data/f.ts';\nconst text = \"import '../../data/f.ts'\";"],
    ['eslint.config.js', "import 'anything';"],
  ])('%s may have %s', (path, text) => {
    expect(importProblems(path, text)).toEqual([]);
  });

  test('reads lines and kinds of references', () => {
    const text = "import type { A } from './a.ts';\n\nimport { type B } from './b.ts';\nexport type * from './c.ts';";
    expect(moduleReferences('x.ts', text)).toEqual([
      { specifier: './a.ts', typeOnly: true, line: 1 },
      { specifier: './b.ts', typeOnly: false, line: 3 },
      { specifier: './c.ts', typeOnly: true, line: 4 },
    ]);
  });

  test('finds circles, and only those that load', () => {
    const files = (third: string) =>
      new Map([
        ['main/a.ts', "import { b } from './lab/b.ts';"],
        ['main/lab/b.ts', "export * from './c.ts';"],
        ['main/lab/c.ts', third],
      ]);
    expect(importCycles(files("import { a } from '../a.ts';"))).toEqual(['main/a.ts > main/lab/b.ts > main/lab/c.ts']);
    expect(importCycles(files("import type { a } from '../a.ts';"))).toEqual([]);
  });
});
