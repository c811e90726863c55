import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readSafetensors } from '../../../main/data/safetensors.ts';
import { writeSafetensors } from '../../../main/data/safetensors-writer.ts';
import { projectFolder } from '../../architecture/project-files.ts';

/** What the pictures show; paths. */
export interface Showcase {
  /** Of the study that is shown */
  readonly workspace: string;
  /** The same study, archived while it was trained */
  readonly earlierArchive: string;
  /** A table of conductances with their errors */
  readonly measurements: string;
  /** An ONNX file */
  readonly network: string;
  /** A safetensors file that does not fit the network */
  readonly weights: string;
}

const file = (name: string): string => join(import.meta.dirname, name);
/** Part of the runs that are finished when the earlier archive is made */
const archivedAfter = 0.9;

/** Calls the command line in that folder; its progress goes to stderr, and line by line to `told`. */
async function lab(folder: string, words: readonly string[], told?: (line: string) => void): Promise<void> {
  const entry = join(projectFolder, 'main', 'cli', 'lab.ts');
  const child = spawn(process.execPath, [entry, ...words], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (text: Buffer) => {
    process.stderr.write(text);
    told?.(text.toString());
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`lab ${words.join(' ')} ended with code ${code}.`);
}

/** The study and, of the time at which most of it was trained, its archive. */
async function train(folder: string, archive: string): Promise<void> {
  copyFileSync(file('showcase.yaml'), join(folder, 'showcase.yaml'));
  let archived: Promise<void> | undefined;
  await lab(folder, ['run', 'showcase.yaml', '--workspace', 'trained', '--parallel', '2'], (text) => {
    const [, run = 0, of = 1] = /run (\d+) of (\d+)/.exec(text) ?? [];
    if (Number(run) / Number(of) < archivedAfter) return;
    const words = ['archive', 'create', '1', archive, '--weights', 'none', '--workspace', 'trained'];
    archived ??= lab(folder, words);
  });
  await archived;
}

/** As if of another program: a last layer for more classes, one bias missing, one tensor too many. */
function writeOtherWeights(from: string, to: string): void {
  const { tensors } = readSafetensors(from);
  const [first] = tensors.keys();
  const others = [...tensors].flatMap(([name, tensor]) => {
    if (name === 'conv2.bias') return [];
    if (!name.startsWith('fc3.')) return [[name, tensor] as const];
    const [, ...inputs] = tensor.shape;
    const shape = [100, ...inputs];
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    return [[name, { ...tensor, shape, values }] as const];
  });
  writeSafetensors(to, new Map([...others, ['auxiliary.weight', tensors.get(first!)!] as const]));
}

/**
 * Trains the study that is shown, where this was not done before in that folder, and writes the files beside it. What is shown is
 * a copy: pictures leave drafts, archives and stopped runs behind.
 */
export async function prepareShowcase(folder: string): Promise<Showcase> {
  const showcase: Showcase = {
    workspace: join(folder, 'workspace'),
    earlierArchive: join(folder, 'earlier.noisefloor'),
    measurements: join(folder, 'cells.csv'),
    network: join(folder, 'own-network.onnx'),
    weights: join(folder, 'other-weights.safetensors'),
  };
  const weights = join(folder, 'trained.safetensors');
  if (!existsSync(showcase.earlierArchive)) await train(folder, showcase.earlierArchive);
  copyFileSync(file('cells.csv'), showcase.measurements);
  for (const path of [showcase.network, weights]) {
    await lab(folder, ['network', 'export', '35', path, '--workspace', 'trained']);
  }
  writeOtherWeights(weights, showcase.weights);
  rmSync(showcase.workspace, { recursive: true, force: true });
  cpSync(join(folder, 'trained'), showcase.workspace, { recursive: true });
  return showcase;
}

/** The text of the study that is shown while it trains. */
export const studyInProgress = (): string => readFileSync(file('in-progress.yaml'), 'utf8');

/** What a draft in the wizard holds: the study that is shown, under another name. */
export function draftOfShowcase() {
  const written = parse(readFileSync(file('showcase.yaml'), 'utf8')) as object;
  return { ...written, name: 'LeNet-5 in an 8-bit memory, more seeds', seeds: [1, 2, 3, 4, 5] };
}
