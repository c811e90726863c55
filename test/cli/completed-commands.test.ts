import { expect, test } from 'vitest';
import { completedCommands } from '../../main/cli/completed-commands.ts';
import { LabError } from '../../main/contract/errors.ts';
import { runWith } from './fake-laboratory.ts';

test('commands of a text are completed, others left alone', () => {
  const text = [
    'Run it with `npm run -s lab -- runs resume` or `npm run -s lab -- runs stop 2`.',
    '  npm run -s lab -- compare 1                the tables again',
    '  npm run -s lab -- run SPEC.yaml',
    '`npm run -s lab -- doctor` and `npm run setup:native` need none.',
    '`npm run -s lab -- archive verify FILE` takes none, `npm run -s lab -- archive import FILE` does.',
  ].join('\n');
  expect(completedCommands(text, ' --workspace ../a')).toBe(
    [
      'Run it with `npm run -s lab -- runs resume --workspace ../a` or `npm run -s lab -- runs stop 2 --workspace ../a`.',
      '  npm run -s lab -- compare 1 --workspace ../a                the tables again',
      '  npm run -s lab -- run SPEC.yaml --workspace ../a',
      '`npm run -s lab -- doctor` and `npm run setup:native` need none.',
      '`npm run -s lab -- archive verify FILE` takes none, `npm run -s lab -- archive import FILE --workspace ../a` does.',
    ].join('\n'),
  );
  expect(completedCommands(text, '')).toBe(text);
});

test('the workspace that was given is part of what is proposed; the usual one is not', async () => {
  const parts = {
    showRun: async () => {
      throw new LabError('not-found', 'There is no run 7.', 'List them with `npm run -s lab -- runs list`.');
    },
  };
  const given = await runWith(['runs', 'show', '7', '--workspace', 'my store'], parts);
  expect(given.errors).toBe(
    "There is no run 7.\nList them with `npm run -s lab -- runs list --workspace 'my store'`.\n",
  );
  const usual = await runWith(['runs', 'show', '7'], parts);
  expect(usual.errors).toBe('There is no run 7.\nList them with `npm run -s lab -- runs list`.\n');
});
