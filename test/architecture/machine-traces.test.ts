import { describe, expect, test } from 'vitest';
import { projectFiles, readProjectFile } from './project-files.ts';

/** Folders of one machine, and the places where packages are kept: each user's own tools know theirs. */
const traces: readonly RegExp[] = [
  /(?<![\w.~-])\/(?:work|root|home|Users|mnt|tmp)\/[\w.-]+/g,
  /\b[A-Z]:\\Users\\/g,
  /\bregistry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)/g,
  /\b(?:pypi\.org|files\.pythonhosted\.org|proxy\.golang\.org)/g,
];

const binary = /\.(?:png|ico|icns|woff2?|gz|bin|safetensors|sqlite|u8)$/;

function tracesIn(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      traces.flatMap((trace) => [...line.matchAll(trace)].map(([found]) => `${path}:${index + 1} ${found}`)),
    );
}

test('no file of the project names a folder of one machine or the address of a package index', () => {
  const texts = projectFiles.filter((path) => !binary.test(path));
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.flatMap((path) => tracesIn(path, readProjectFile(path)))).toEqual([]);
});

describe('the check itself', () => {
  const folder = (...names: readonly string[]): string => ['', ...names].join('/');

  test.each([
    [`cd ${folder('work', 'main')} && ls`, folder('work', 'main')],
    [`"${folder('tmp', 'try')}/a.json"`, folder('tmp', 'try')],
    [`path: ${folder('root', '.cache')}`, folder('root', '.cache')],
    [`(${folder('home', 'somebody')})`, folder('home', 'somebody')],
    [['https://registry', 'npmjs', 'org/zod'].join('.'), ['registry', 'npmjs', 'org'].join('.')],
  ])('finds %s', (text, found) => {
    expect(tracesIn('a.md', text)).toEqual([`a.md:1 ${found}`]);
  });

  test.each(['../shared/data/mnist', 'incoming/work/x', '/p/work/include', 'main/tmp/x', '/proc/PID/stat'])(
    'passes over %s',
    (text) => {
      expect(tracesIn('a.md', text)).toEqual([]);
    },
  );
});
