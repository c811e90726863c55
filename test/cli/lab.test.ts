import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-cli-'));
  writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nname: x\nsedes: [1]\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The command line as a process of its own, in a folder of its own. */
function lab(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'main/cli/lab.ts'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 600_000,
    env: { ...process.env, NOISEFLOOR_WORKSPACE: undefined, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

describe('help', () => {
  test('lists the commands', () => {
    const { status, stdout, stderr } = lab('--help');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const name of ['doctor', 'quickstart', 'run', 'sensitivity', 'runs', 'compare', 'bench']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
  });

  test.each([['doctor'], ['quickstart'], ['run'], ['sensitivity'], ['runs', 'list'], ['runs', 'show'], ['compare']])(
    '%s %s names the options of all that work on a workspace',
    (...words) => {
      const { status, stdout } = lab(...words, '--help');
      expect(status).toBe(0);
      expect(stdout).toContain('--json');
      expect(stdout).toContain('--workspace <dir>');
      expect(stdout).toContain('NOISEFLOOR_WORKSPACE');
    },
  );

  test('without a command is wrong use', () => {
    const { status, stdout, stderr } = lab();
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: lab');
  });
});

describe('wrong use ends with 2, cause and next step', () => {
  test.each([
    [['rnus'], "Unknown command 'rnus', did you mean runs?", 'lab -- --help'],
    [['doctor', '--foo'], "Unknown option '--foo'.", 'lab -- doctor --help'],
    [['run'], "Missing required argument 'spec.yaml'.", 'lab -- run --help'],
    [['bench', '--batch', '0'], 'It must be a whole number of at least 1.', 'lab -- bench --help'],
    [['bench', '--engine', 'gpu'], 'Allowed choices are auto, graph, tensorflow, wasm, cpu.', 'lab -- bench --help'],
    [['runs', 'show', 'x'], 'It must be a whole number of at least 1.', 'lab -- runs show --help'],
  ])('%j', (words, cause, nextStep) => {
    const { status, stdout, stderr } = lab(...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    const [first, second, ...rest] = stderr.split('\n');
    expect(first).toContain(cause);
    expect(second).toContain(nextStep);
    expect(rest).toEqual(['']);
  });

  test('as JSON too', () => {
    const { status, stdout } = lab('doctor', '--json', '--foo');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { name: 'LabError', code: 'invalid-argument', message: "Unknown option '--foo'." },
    });
  });
});

describe('a bad specification', () => {
  test('ends with 2 and touches nothing', () => {
    const { status, stdout, stderr } = lab('run', 'bad.yaml');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('bad.yaml:3: sedes: unknown field, did you mean `seeds`?');
    expect(stderr).toContain('bad.yaml:1: training: missing');
    expect(readdirSync(folder)).toEqual(['bad.yaml']);
  });

  test('as JSON has each problem with file, line and field', () => {
    const { status, stdout } = lab('sensitivity', 'bad.yaml', '--json');
    expect(status).toBe(2);
    const { error } = JSON.parse(stdout) as { error: { code: string; problems: readonly object[] } };
    expect(error.code).toBe('invalid-specification');
    expect(error.problems).toContainEqual(expect.objectContaining({ file: 'bad.yaml', line: 3, field: 'sedes' }));
  });

  test('that is not there is a failure', () => {
    const { status, stderr } = lab('run', 'none.yaml');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no specification at \/.*\/none\.yaml\.\n.+\n$/);
  });
});

test('a shipped specification is checked from any folder', () => {
  const { status, stdout } = lab('run', join(root, 'resources/studies/quickstart.yaml'), '--check');
  expect(status).toBe(0);
  expect(stdout).toContain('6 training runs; nothing was started.');
  expect(existsSync(join(folder, 'noisefloor-workspace'))).toBe(false);
});

describe.skipIf(!existsSync('/dev/full'))('output that cannot be written (needs /dev/full)', () => {
  /** @param full the streams that go to a disk without room */
  function labOnFullDisk(full: readonly ('output' | 'errors')[], ...words: readonly string[]) {
    const disk = openSync('/dev/full', 'w');
    const to = (stream: 'output' | 'errors'): number | 'pipe' => (full.includes(stream) ? disk : 'pipe');
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'main/cli/lab.ts'), ...words], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', to('output'), to('errors')],
    });
    closeSync(disk);
    return { status, stderr };
  }

  test.each([['--help'], ['network', 'show', 'lenet5'], ['network', 'show', 'lenet5', '--json']])(
    'of %s %s is a failure with cause and next step',
    (...words) => {
      expect(labOnFullDisk(['output'], ...words)).toEqual({
        status: 1,
        stderr:
          'There is no space left on the disk that the output goes to.\nRepeat the command with its output sent elsewhere.\n',
      });
    },
  );

  test('is told by the exit code alone where nothing else is left, and failures nobody can read stay failures', () => {
    expect(labOnFullDisk(['output', 'errors'], '--help').status).toBe(1);
    expect(labOnFullDisk(['errors'], '--help').status).toBe(0);
    expect(labOnFullDisk(['errors'], 'rnus').status).toBe(2);
  });
});

test('the version is that of package.json', () => {
  expect(lab('--version')).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: '',
  });
});
