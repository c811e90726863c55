import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { EngineChoice } from '../../contract/specification.ts';
import { imageCacheFolder, imageCacheSize, mostCachedBytes } from '../../data/image-folder/image-cache-folder.ts';
import { openWorkspace } from '../../store/workspace.ts';
import { probeBackend } from '../backends/probe.ts';
import type { DoctorCheck, DoctorReport } from './doctor-report.ts';
import { siblingModule } from '../sibling-module.ts';
import { runTask } from '../tasks/run-task.ts';
import type { Proof } from '../tasks/proof-task.ts';
import { applicationVersion } from './machine.ts';

const proofTask = siblingModule(import.meta.url, '../tasks/proof-task');

export interface ExamineOptions {
  /** Ends it; it rejects with a LabError of code 'stopped' */
  readonly signal?: AbortSignal;
  /** Told before each part, with how many of how many are done */
  onPart?(done: number, parts: number, what: string): void;
  /** Takes a while for a large store; in the caller's thread by default */
  examineStore?(workspace: string): DoctorCheck | Promise<DoctorCheck>;
}

/** TensorFlow, training on each of three engines, the store */
const parts = 5;

async function proveEngine(name: 'graph' | 'tensorflow' | 'wasm', options: ExamineOptions): Promise<DoctorCheck> {
  const title = `train on ${name}`;
  try {
    const choice: EngineChoice = { name, precision: 'float32' };
    const { signal } = options;
    const { firstLoss, lastLoss, steps, stepMs } = await runTask<EngineChoice, Proof>(proofTask, choice, { signal });
    return {
      name: title,
      status: 'pass',
      detail: `${steps} noisy steps of LeNet-5 take the loss from ${firstLoss.toFixed(3)} to ${lastLoss.toFixed(3)}, ${stepMs.toFixed(1)} ms a step`,
    };
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'stopped') throw error;
    return { name: title, status: 'fail', detail: error.message, nextStep: error.nextStep };
  }
}

async function engineChecks(options: ExamineOptions): Promise<DoctorCheck[]> {
  const { onPart } = options;
  onPart?.(0, parts, 'TensorFlow');
  const native = await probeBackend('tensorflow');
  const found: DoctorCheck = native.available
    ? { name: 'TensorFlow', status: 'pass', detail: native.detail }
    : {
        name: 'TensorFlow',
        status: 'warn',
        detail: `${native.detail} Studies run on the wasm engine, several times slower.`,
        ...(native.nextStep === undefined ? {} : { nextStep: native.nextStep }),
      };
  const proofs: DoctorCheck[] = [];
  for (const [index, name] of (['graph', 'tensorflow', 'wasm'] as const).entries()) {
    if (name !== 'wasm' && !native.available) continue;
    onPart?.(1 + index, parts, `training on ${name}`);
    proofs.push(await proveEngine(name, options));
  }
  return [found, ...proofs];
}

export function examineStore(workspace: string): DoctorCheck {
  if (!existsSync(join(workspace, 'noisefloor.sqlite'))) return newStoreCheck(workspace);
  try {
    const opened = openWorkspace(workspace, { readOnly: true });
    try {
      const problems = opened.check();
      const runs = opened.runs.list().length;
      return problems.length === 0
        ? { name: 'store', status: 'pass', detail: `${workspace} holds ${runs} runs and is intact` }
        : {
            name: 'store',
            status: 'fail',
            detail: problems.join(' '),
            nextStep: 'Restore the folder from a backup, or choose another with --workspace.',
          };
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { name: 'store', status: 'fail', detail: error.message, nextStep: error.nextStep };
  }
}

function obstacleAt(place: string): string | undefined {
  if (!statSync(place).isDirectory()) return 'is no folder';
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return 'cannot be written to';
  }
}

/** Could a store be made there? */
function newStoreCheck(workspace: string): DoctorCheck {
  let place = resolve(workspace);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const problem = obstacleAt(place);
  if (problem !== undefined) {
    return {
      name: 'store',
      status: 'fail',
      detail: `No store can be made at ${workspace}: ${place} ${problem}`,
      nextStep: 'Choose another folder with --workspace.',
    };
  }
  return { name: 'store', status: 'pass', detail: `No store at ${workspace} yet; the first study makes one` };
}

/** Only where there are some: most studies have no folder of images. */
function imageCacheChecks(workspace: string): DoctorCheck[] {
  const folder = imageCacheFolder(workspace);
  const { sets, bytes } = imageCacheSize(folder);
  if (bytes === 0) return [];
  const most = mostCachedBytes / 1e9;
  const kept = `${folder} keeps the decoded images of ${sets} ${sets === 1 ? 'folder' : 'folders'}: ${(bytes / 1e6).toFixed(1)} MB of ${most.toFixed(1)} GB at most`;
  return [{ name: 'image cache', status: 'pass', detail: `${kept}; it can be deleted at any time` }];
}

function dataCheck(): DoctorCheck {
  return {
    name: 'data',
    status: 'pass',
    detail: 'The built-in set glyphs needs no files; CIFAR-10 and IDX files are read from the folder a study names',
  };
}

/** Looks at everything a study needs and trains a small network on each engine. */
export async function examine(workspace: string, options: ExamineOptions = {}): Promise<DoctorReport> {
  const versions: DoctorCheck = {
    name: 'versions',
    status: 'pass',
    detail: `Noisefloor ${applicationVersion()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  };
  const engines = await engineChecks(options);
  options.onPart?.(parts - 1, parts, 'the store');
  const store = await (options.examineStore ?? examineStore)(workspace);
  return { checks: [versions, ...engines, store, dataCheck(), ...imageCacheChecks(workspace)] };
}
