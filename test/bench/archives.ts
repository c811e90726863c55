import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { createArchive } from '../../main/archive/create-archive.ts';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openArchive, verifyArchive } from '../../main/archive/open-archive.ts';
import { specificationSchema } from '../../main/contract/specification.ts';
import { randomStream } from '../../main/lab/random/stream.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { fuzzArchive } from '../archive/fuzz.ts';
import { inputsToPack } from '../archive/inputs-to-pack.ts';
import { configuration, machine } from '../store/samples.ts';

/**
 * `node test/bench/archives.ts`: how long it takes to create, verify, open and import an archive of a study with 10,000
 * metric rows and 50 MB of weights, and with ten times as much, each in a process of its own; then 510 damaged archives.
 */
const repetitions = 5;
const limits = { seconds: 3, megabytes: 300 };

interface Size {
  readonly rows: number;
  readonly weightBytes: number;
}

const sizes: readonly Size[] = [
  { rows: 10_000, weightBytes: 50e6 },
  { rows: 100_000, weightBytes: 500e6 },
];
const runs = 10;

const methods = [{ method: 'noise-injection', label: 'noise-injection' }] as const;
const specification = specificationSchema.parse({
  version: 1,
  name: 'A study to be measured',
  data: { source: 'glyphs' },
  model: { architecture: 'mlp-16-8' },
  profile: { name: 'five per cent', ...configuration.profile!.profile },
  methods,
  training: { epochs: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
});

/** Bytes that do not shrink, as weights do not */
function weights(run: number, bytes: number): Buffer {
  const stream = randomStream(1, 'bench/archives', run);
  return Buffer.from(Uint32Array.from({ length: bytes / 4 }, () => stream.nextInteger(2 ** 32)).buffer);
}

function fill(folder: string, { rows, weightBytes }: Size): number {
  const workspace = openWorkspace(folder);
  const session = workspace.startSession(machine);
  const studyId = workspace.studies.create(specification, 'name: A study to be measured\n').id;
  for (let seed = 1; seed <= runs; seed++) {
    const [run] = session.enqueue([
      { studyId, configuration: { ...configuration, seed }, command: 'lab run study.yaml' },
    ]);
    const record = (event: Parameters<typeof session.recordEvent>[1]): void => session.recordEvent(run!.id, event);
    record({ type: 'started', provenance: { engine: 'cpu', precision: 'float32', versions: {}, checksums: {} } });
    record({
      type: 'metrics',
      points: Array.from({ length: rows / runs }, (_, step) => ({
        series: 'loss',
        step,
        value: Math.exp(-step / 300),
      })),
    });
    const accuracy = { accuracy: 0.9, low: 0.88, high: 0.92, confidence: 0.95, draws: [0.89, 0.91], images: 1000 };
    record({ type: 'accuracy', result: { ...accuracy, stage: 'recovered' } });
    const content = weights(seed, weightBytes / runs);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = join(session.incomingFolder, `${seed}.safetensors`);
    writeFileSync(path, content);
    record({ type: 'checkpoint', path, sha256, bytes: content.length, position: { epoch: 1, step: 1 }, final: true });
    record({ type: 'finished' });
  }
  session.end();
  workspace.close();
  return studyId;
}

const works: Readonly<Record<string, (folder: string, path: string) => Promise<void>>> = {
  nothing: () => Promise.resolve(),
  async create(folder, path) {
    const workspace = openWorkspace(folder);
    await createArchive(workspace, 1, path, { application: '0.1.0', replace: true });
    workspace.close();
  },
  async verify(_folder, path) {
    if (!(await verifyArchive(path)).valid) throw new Error('It is not right');
  },
  async open(_folder, path) {
    await (await openArchive(path)).close();
  },
  async import(folder, path) {
    const workspace = openWorkspace(`${folder}-other`);
    await importArchive(workspace, path, { conflicts: 'as-copy' });
    workspace.close();
  },
};

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

async function measure(work: string, folder: string, path: string): Promise<Measured> {
  const start = performance.now();
  await works[work]!(folder, path);
  return { seconds: (performance.now() - start) / 1000, megabytes: process.resourceUsage().maxRSS / 1000 };
}

function inChild(work: string, folder: string, path: string): Measured {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), work, folder, path], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Measured;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function bench(size: Size, folder: string): boolean {
  const workspace = join(folder, `workspace-${size.rows}`);
  const path = join(folder, `study-${size.rows}.noisefloor`);
  fill(workspace, size);
  process.stdout.write(
    `\n${size.rows} metric rows, ${size.weightBytes / 1e6} MB of weights, median of ${repetitions}\n`,
  );
  let isWithin = true;
  for (const work of Object.keys(works)) {
    const measured = Array.from({ length: repetitions }, () => inChild(work, workspace, path));
    const seconds = median(measured.map((each) => each.seconds));
    const megabytes = Math.max(...measured.map((each) => each.megabytes));
    isWithin &&= seconds < limits.seconds && megabytes < limits.megabytes;
    process.stdout.write(
      `  ${work.padEnd(8)} ${seconds.toFixed(2).padStart(6)} s  peak ${megabytes.toFixed(0).padStart(4)} MB\n`,
    );
  }
  rmSync(workspace, { recursive: true });
  return isWithin;
}

async function fuzz(folder: string): Promise<boolean> {
  const source = openWorkspace(join(folder, 'fuzz'));
  source.close();
  const studyId = fill(join(folder, 'fuzz'), { rows: 50, weightBytes: 4000 });
  const path = join(folder, 'fuzz.noisefloor');
  const workspace = openWorkspace(join(folder, 'fuzz'));
  await createArchive(workspace, studyId, path, { application: '0.1.0', weights: 'all', inputs: inputsToPack() });
  const count = 510;
  const { refused, opened, notCompared, failures } = await fuzzArchive(readFileSync(path), {
    folder,
    workspace,
    count,
  });
  workspace.close();
  process.stdout.write(
    `\n${count} damaged archives: ${refused} refused, ${opened} opened (${notCompared} of them not comparable), ${failures.length} failures\n${failures.join('\n')}\n`,
  );
  return failures.length === 0;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-bench-'));
  try {
    const [first] = sizes.map((size) => bench(size, folder));
    const isSound = await fuzz(folder);
    if (!first || !isSound) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [work, workspaceFolder, archivePath] = process.argv.slice(2);
if (work === undefined) await main();
else process.stdout.write(JSON.stringify(await measure(work, workspaceFolder!, archivePath!)));
