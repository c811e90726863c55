// Kills itself at a chosen call to the file system while a checkpoint is being recorded. Arguments: folder, number of the
// call, `before` or `after` it. Prints the run and ends well when there are fewer calls than that.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { RunEvent } from '../../../main/contract/run.ts';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { configuration, machine } from '../samples.ts';

const [folder, number, moment] = process.argv.slice(2);
const workspace = openWorkspace(folder!);
const session = workspace.startSession(machine);
const [run] = session.enqueue([{ studyId: workspace.studies.list()[0]!.id, configuration, command: 'lab run' }]);
session.recordEvent(run!.id, {
  type: 'started',
  provenance: { engine: 'cpu', precision: 'float32', versions: {}, checksums: {} },
});

function checkpoint(epoch: number): RunEvent {
  const content = Buffer.from(`${run!.id} ${epoch}`);
  const path = join(session.incomingFolder, `${epoch}.safetensors`);
  fs.writeFileSync(path, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { type: 'checkpoint', path, sha256, bytes: content.length, position: { epoch, step: epoch }, final: false };
}

session.recordEvent(run!.id, checkpoint(1));
const second = checkpoint(2);
process.stdout.write(`${run!.id}\n`);

let calls = 0;
let counting = true;
// Those that change something, and the one that follows a change
const names = ['fsyncSync', 'closeSync', 'mkdirSync', 'renameSync', 'rmSync'] as const;
for (const name of names) {
  const original = fs[name] as (...parameters: unknown[]) => unknown;
  const counted = (...parameters: unknown[]): unknown => {
    const chosen = counting && ++calls === Number(number);
    if (chosen && moment === 'before') process.kill(process.pid, 'SIGKILL');
    const result = original(...parameters);
    if (chosen && moment === 'after') process.kill(process.pid, 'SIGKILL');
    return result;
  };
  Object.assign(fs, { [name]: counted });
}
syncBuiltinESMExports();
session.recordEvent(run!.id, second);
counting = false;
if (calls >= Number(number)) throw new Error('It should not have come so far');
process.stdout.write(`${calls}\n`);
workspace.close();
