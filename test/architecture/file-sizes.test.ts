import { expect, test } from 'vitest';
import { filesIn, readProjectFile } from './project-files.ts';

const largest = 500;
const large = 300;
/** Of a Vue component: its script, its template and its style together */
const largestComponent = 300;
const usual = 120;

const sizes = filesIn(['main', 'preload', 'renderer', 'build'], ['.ts', '.js', '.vue', '.py'])
  .map((path) => ({ path, lines: readProjectFile(path).trimEnd().split('\n').length }))
  .sort((first, second) => second.lines - first.lines);

const over = (limit: number, extension = ''): string[] =>
  sizes
    .filter(({ path, lines }) => lines > limit && path.endsWith(extension))
    .map(({ path, lines }) => `${path} (${lines} lines)`);

test(`a file holds one idea: none has over ${largest} lines, half have fewer than ${usual}`, ({ annotate }) => {
  expect(sizes.length).toBeGreaterThan(100);
  expect(over(largest)).toEqual([]);
  expect(over(largestComponent, '.vue')).toEqual([]);
  expect(sizes[Math.floor(sizes.length / 2)]!.lines).toBeLessThan(usual);
  const watched = over(large);
  if (watched.length > 0) return annotate(`Over ${large} lines, worth dividing: ${watched.join(', ')}`, 'warning');
});
