import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineChoiceSchema } from '../../main/contract/specification.ts';
import { commandProblems, subcommands } from './lab-help.ts';
import { anchorsOf, codeOf, linksOf, npmCommandsOf, pathsOf } from './markdown.ts';
import { projectFiles, projectFolder, readProjectFile } from './project-files.ts';

const pages = projectFiles.filter((path) => /^(?:[A-Z]+\.md|docs\/.*\.md)$/.test(path));
const scripts = (JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> }).scripts;

function linkProblem(page: string, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined;
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? page : posix.join(posix.dirname(page), file);
  if (!existsSync(join(projectFolder, path))) return `${page}: there is no ${target}`;
  const found = anchor === undefined || !path.endsWith('.md') || anchorsOf(readProjectFile(path)).includes(anchor);
  return found ? undefined : `${page}: no heading of ${path} is #${anchor}`;
}

/** `lab` words of an npm command, where its script is the command line. */
function labWords(script: string, words: readonly string[]): readonly string[] | undefined {
  const match = /^node main\/cli\/lab\.ts ?(.*)$/.exec(scripts[script] ?? '');
  return match === null ? undefined : [...match[1]!.split(' ').filter((word) => word !== ''), ...words];
}

describe.each(pages)('%s', (page) => {
  const text = readProjectFile(page);

  test('links to what is there', () => {
    expect(linksOf(text).flatMap((target) => linkProblem(page, target) ?? [])).toEqual([]);
  });

  test('names files and folders that are there', () => {
    expect(pathsOf(text).filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
  });

  test('gives commands that there are, with options that they have', async () => {
    const commands = npmCommandsOf(text);
    expect(commands.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
    const problems = commands.map(({ script, words }) => {
      const found = labWords(script, words);
      return found === undefined ? [] : commandProblems(found);
    });
    expect((await Promise.all(problems)).flat()).toEqual([]);
  });
});

describe('README.md', () => {
  const text = readProjectFile('README.md');

  test.each(['npm install && npm run quickstart', 'npm install && npm test'])('has the command %s', (command) => {
    expect(codeOf(text)).toContain(command);
  });

  test('its test command is what .ci/run runs', () => {
    expect(readProjectFile('.ci/run')).toContain('npm install && npm test;');
  });

  test('has every command and every engine', async () => {
    const commands = await subcommands([]);
    expect(commands).toContain('doctor');
    const runs = (await subcommands(['runs'])).map((name) => `runs ${name}`);
    const named = codeOf(text).map((code) => code.replace(/^npm run -s lab -- /, ''));
    const isNamed = (command: string): boolean =>
      named.some((code) => code === command || code.startsWith(`${command} `));
    const expected = [...commands.filter((name) => name !== 'runs'), ...runs];
    expect(expected.filter((command) => !isNamed(command))).toEqual([]);
    expect(engineChoiceSchema.shape.name.unwrap().options.filter((engine) => !named.includes(engine))).toEqual([]);
  });

  test('leads to every page of docs', () => {
    const linked = linksOf(text).map((target) => target.split('#')[0]);
    const own = pages.filter((page) => /^docs\/[\w-]+\.md$/.test(page));
    expect(own.filter((page) => !linked.includes(page))).toEqual([]);
  });
});

describe('the check itself', () => {
  test('finds dead links, and headings that are not there', () => {
    expect(linkProblem('docs/data.md', '../README.md')).toBeUndefined();
    expect(linkProblem('docs/data.md', 'https://example.org/gone')).toBeUndefined();
    expect(linkProblem('docs/data.md', '#splits')).toBeUndefined();
    expect(linkProblem('docs/data.md', 'gone.md')).toContain('there is no gone.md');
    expect(linkProblem('README.md', 'docs/data.md#gone')).toContain('#gone');
  });

  test('reads links, paths and commands, but no links from code', () => {
    const text =
      'A [b](c.md#d), `[x](y.md)`, `main/lab/ops`.\n\n```sh\nnpm install && npm run -s lab -- run a.yaml # e\n```\n';
    expect(linksOf(text)).toEqual(['c.md#d']);
    expect(pathsOf(text)).toEqual(['main/lab/ops']);
    expect(npmCommandsOf(text)).toEqual([{ script: 'lab', words: ['run', 'a.yaml'] }]);
    const quoting = '`npm run -s lab -- bench --beside "python peer.py --noise"`';
    expect(npmCommandsOf(quoting)[0]?.words).toEqual(['bench', '--beside', '"python peer.py --noise"']);
    expect(anchorsOf('# The `a`: b, c\n\n```\n# no\n```\n')).toEqual(['the-a-b-c']);
  });

  test.each([
    [['runs', 'list', '--study', '1'], []],
    [['compare', '1', '--json'], []],
    [['rnu', 'a.yaml'], ['there is no command lab rnu a.yaml']],
    [['runs', 'lst'], ['there is no command lab runs lst']],
    [['run', 'a.yaml', '--speed'], ['lab run has no option --speed']],
  ])('judges lab %j', async (words, problems) => {
    expect(await commandProblems(words)).toEqual(problems);
  });
});
