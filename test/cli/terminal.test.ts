import { expect, test } from 'vitest';
import { minimumNodeVersion, nodeVersionProblem } from '../../main/cli/node-version.ts';
import { paint } from '../../main/cli/terminal.ts';
import { memoryStream } from './fake-laboratory.ts';

test('colours are for terminals, and not when NO_COLOR is set', () => {
  expect(paint('x', 'red', memoryStream(true), {})).toBe('\u001B[31mx\u001B[0m');
  expect(paint('x', 'red', memoryStream(true), { NO_COLOR: '' })).toBe('\u001B[31mx\u001B[0m');
  expect(paint('x', 'red', memoryStream(true), { NO_COLOR: '1' })).toBe('x');
  expect(paint('x', 'red', memoryStream(false), {})).toBe('x');
});

test('an old Node.js is told in one sentence', () => {
  for (const version of ['22.14.0', '22.20.1', '24.0.0', 'v26.1.0'])
    expect(nodeVersionProblem(version)).toBeUndefined();
  for (const version of ['20.19.0', '22.13.9', 'v18.0.0']) {
    const problem = nodeVersionProblem(version);
    expect(problem).toContain(version);
    expect(problem).toContain(minimumNodeVersion);
  }
});
