import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectFolder } from '../../architecture/project-files.ts';

const file = (name: string): string => join(import.meta.dirname, name);

/** Trains the study that is shown, in a workspace of that folder; its progress goes to stderr. @returns the workspace */
export async function trainShowcase(folder: string): Promise<string> {
  copyFileSync(file('showcase.yaml'), join(folder, 'showcase.yaml'));
  const entry = join(projectFolder, 'main', 'cli', 'lab.ts');
  const words = ['run', 'showcase.yaml', '--workspace', 'workspace', '--parallel', '2'];
  const child = spawn(process.execPath, [entry, ...words], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The study that is shown ended with code ${code}.`);
  return join(folder, 'workspace');
}

/** The text of the study that is shown while it trains. */
export const studyInProgress = (): string => readFileSync(file('in-progress.yaml'), 'utf8');

/** What a draft in the wizard holds: the study that is shown, under another name. */
export function draftOfShowcase() {
  const written = parse(readFileSync(file('showcase.yaml'), 'utf8')) as object;
  return { ...written, name: 'LeNet-5 in an 8-bit memory, more seeds', seeds: [1, 2, 3, 4, 5] };
}
