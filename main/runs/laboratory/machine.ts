import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { MachineProvenance } from '../../store/record-event.ts';
import { projectFolder } from '../project-folder.ts';

export function applicationVersion(): string {
  return (JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}

/** The commit this source is at, with `-dirty` when what decides a result was changed; undefined outside a checkout. */
function sourceCommit(): string | undefined {
  const git = (...words: string[]): string =>
    execFileSync('git', words, {
      cwd: projectFolder(),
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  try {
    const commit = git('rev-parse', 'HEAD');
    return git('status', '--porcelain', '--', 'main', 'resources', 'package.json') === '' ? commit : `${commit}-dirty`;
  } catch {
    return undefined;
  }
}

/** What a run records of the program and the machine it ran on. */
export function machineProvenance(): MachineProvenance {
  const commit = sourceCommit();
  return {
    application: applicationVersion(),
    ...(commit === undefined ? {} : { commit }),
    node: process.version,
    platform: `${process.platform} ${process.arch} ${release()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}
