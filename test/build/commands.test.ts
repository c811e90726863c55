import { describe, expect, test } from 'vitest';
import { npmCommand, omitsOptional } from '../../build/native-engine/binding-package.ts';
import { compileParameters } from '../../build/native-engine/compile.ts';
import { pipFailure } from '../../build/native-engine/libraries.ts';
import { errorLine, runCommand } from '../../build/native-engine/run-command.ts';

describe('running programs', () => {
  test('collects output, takes input and tells the exit code', async () => {
    const script = 'process.stdin.pipe(process.stdout); console.error("oops"); process.exitCode = 3';
    expect(await runCommand(process.execPath, ['-e', script], { input: 'in' })).toEqual({
      code: 3,
      output: 'in',
      errorOutput: 'oops\n',
    });
  });

  test('a program that is not there is a result, not an exception', async () => {
    const result = await runCommand('noisefloor-no-such-program', []);
    expect(result.code).toBeNull();
    expect(result.errorOutput).toContain('ENOENT');
  });
});

describe('what went wrong, in a clause', () => {
  test('is the last error of pip and the first of a compiler', () => {
    const pip =
      'WARNING: a\nERROR: Could not find a version.\nERROR: No matching distribution found for x.\n\nnotice: b';
    expect(errorLine(pip, 'last')).toBe('No matching distribution found for x');
    const compiler = 'In file included from a.h:\nb.cc:3:1: error: unknown type\nb.cc:9:1: error: other\n';
    expect(errorLine(compiler, 'first')).toBe('b.cc:3:1: error: unknown type');
  });

  test('falls back to the last line, and stays short', () => {
    expect(errorLine('killed\n', 'first')).toBe('killed');
    expect(errorLine('', 'last')).toBe('no message');
    expect(errorLine('x'.repeat(900), 'last').length).toBeLessThan(210);
  });

  test('a missing network is not mistaken for a missing package', () => {
    const offline =
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError'\n" +
      'ERROR: No matching distribution found for tensorflow-cpu==2.21.0';
    expect(pipFailure(offline)).toBe('pip does not reach its index');
    expect(pipFailure('ERROR: No matching distribution found for a==1')).toBe(
      'pip: No matching distribution found for a==1',
    );
  });
});

describe('the commands of the set-up', () => {
  test('the addon finds the libraries from its place in the package', () => {
    const parameters = compileParameters({
      packageFolder: '/p',
      workFolder: '/p/work',
      nodeApiHeaders: '/n/include',
      sources: ['/p/binding/a.cc', '/p/binding/b.cc'],
      addon: '/p/work/tfjs_binding.node',
    });
    expect(parameters).toContain('-Wl,-rpath,$ORIGIN/../../deps/lib');
    expect(parameters).toContain('-I/p/work/include');
    expect(parameters.indexOf('-l:libtensorflow_cc.so.2')).toBeGreaterThan(parameters.indexOf('/p/binding/b.cc'));
  });

  test('npm is the one that runs the install; another package manager is not taken for it', () => {
    const environment = { npm_execpath: '/npm/bin/npm-cli.js', npm_node_execpath: '/bin/node' };
    expect(npmCommand(environment)).toEqual(['/bin/node', ['/npm/bin/npm-cli.js']]);
    expect(npmCommand({ ...environment, npm_execpath: '/yarn/yarn.js' })).toEqual(['npm', []]);
    expect(npmCommand({})).toEqual(['npm', []]);
  });

  test('an npm that omits optional packages is respected', () => {
    expect(omitsOptional({ npm_config_omit: 'dev optional' })).toBe(true);
    expect(omitsOptional({ npm_config_omit: 'dev' })).toBe(false);
    expect(omitsOptional({})).toBe(false);
  });
});
