// Records events of one run after another until it is killed. Arguments: folder, seed. What it writes follows rules by
// which a reader can tell half an event from a whole one; see kill.test.ts.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace } from '../../../main/store/workspace.ts';
import type { MetricPoint } from '../../../main/contract/run.ts';
import { configuration, machine } from '../samples.ts';

const [folder, seed] = process.argv.slice(2);
const workspace = openWorkspace(folder!);
const session = workspace.startSession(machine);
const studyId = workspace.studies.list()[0]!.id;
const series: readonly MetricPoint['series'][] = ['loss', 'accuracy', 'learning-rate', 'validation-loss', 'step-ms'];

function newRun(): number {
  const [run] = session.enqueue([{ studyId, configuration, command: 'lab run' }]);
  session.recordEvent(run!.id, {
    type: 'started',
    provenance: { engine: 'cpu', precision: 'float32', versions: {}, checksums: {} },
  });
  return run!.id;
}

function recordCheckpoint(runId: number, n: number, final: boolean): void {
  // Every other one has a content that others have too
  const content = Buffer.alloc(1000 + 997 * (n % 50), n % 2 === 0 ? 'the same' : `${seed} ${n} `);
  const path = join(session.incomingFolder, `${n}.safetensors`);
  writeFileSync(path, content);
  session.recordEvent(runId, {
    type: 'checkpoint',
    path,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    position: { epoch: n, step: n },
    final,
  });
}

let runId = newRun();
process.stdout.write('ready\n');
for (let n = 1; ; n++) {
  session.recordEvent(runId, { type: 'metrics', points: series.map((name) => ({ series: name, step: n, value: n })) });
  const draws = Array.from({ length: 1 + (n % 5) }, () => n);
  const result = { stage: 'noisy', accuracy: n, low: n, high: n, confidence: 0.95, draws, images: n } as const;
  session.recordEvent(runId, { type: 'accuracy', result });
  const layers = Array.from({ length: n % 4 }, () => ({ layer: 'conv', asked: n, measured: n, weights: n }));
  session.recordEvent(runId, { type: 'noise', report: { layers, matmulLayers: n } });
  const moved = layers.map(({ layer }) => ({ layer, rate: n, slope: n, standardError: n }));
  // Every other one replaces the one before
  const epoch = Math.ceil(n / 2);
  session.recordEvent(runId, { type: 'rates', update: { epoch, layers: moved, energy: n, bestLoss: n } });
  if (n % 3 === 0) recordCheckpoint(runId, n, false);
  if (n % 7 === 0) session.beat();
  if (n % 20 === 0) {
    recordCheckpoint(runId, n, true);
    session.recordEvent(runId, { type: 'finished' });
    runId = newRun();
  }
}
