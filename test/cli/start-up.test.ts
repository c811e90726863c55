import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectFolder } from '../architecture/project-files.ts';

/** Prints the packages that were loaded when the process ends. */
const watching = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      const found = /\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url);
      if (found !== null) packages.add(found[1]);
      return next(url, context);
    },
  });
  process.on('exit', () => console.error(JSON.stringify([...packages].sort())));
`;

test('a command line begins with what reads commands and specifications; the rest comes with the command', async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(watching)}`,
      join(projectFolder, 'main/cli/lab.ts'),
      '--version',
    ],
    { env: { ...process.env, NODE_OPTIONS: undefined } },
  );
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  // The codec of ONNX: a specification may name such a file
  expect(JSON.parse(stderr.trim().split('\n').at(-1)!)).toEqual(['commander', 'protobufjs', 'yaml', 'zod']);
});
