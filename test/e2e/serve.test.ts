import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '../../main/contract/rpc/create-client.ts';
import type { RunNews } from '../../main/contract/workbench/runs.ts';
import { workbenchContract } from '../../main/contract/workbench/workbench.ts';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';
import { openSocketChannel } from '../../renderer/client/socket-channel.ts';
import { childrenOf, hasProc, isRunning } from '../runs/engine/support.ts';
import { eventually } from '../support/eventually.ts';
import { enter, openSocket, temporaryInterface } from '../support/rpc-transports.ts';
import { startLab } from './command-line.ts';
import type { Started } from './command-line.ts';
import { endless, removeFolder, statusesOf, studyFolder, withStore } from './tiny-study.ts';

const environment = { NOISEFLOOR_INTERFACE: temporaryInterface() };
let folder: string;
let processes: Started[];

beforeEach(() => {
  folder = studyFolder(endless);
  processes = [];
});
afterEach(async () => {
  for (const { process } of processes) process.kill('SIGKILL');
  await Promise.all(processes.map(({ ended }) => ended));
  removeFolder(folder);
});

/** A served workbench, and a page of it. */
async function served(): Promise<{ readonly started: Started; readonly client: WorkbenchClient }> {
  const started = startLab(folder, ['serve', '--json'], { group: true, environment });
  processes.push(started);
  const line = await new Promise<string>((resolve) =>
    started.process.stdout!.once('data', (text) => resolve(String(text))),
  );
  const document = JSON.parse(line) as { readonly address: string; readonly port: number };
  const server = { ...document, close: async () => undefined };
  const cookie = await enter(server);
  const channel = await openSocketChannel(openSocket(server, { cookie }));
  return { started, client: createClient(workbenchContract, channel) };
}

test('a workbench that is served trains; Ctrl-C keeps what was done, and the next one goes on with it', async () => {
  const first = await served();
  const text = readFileSync(join(folder, 'tiny.yaml'), 'utf8');
  const { runs } = await first.client.call('studies.launch', { text, folder });
  expect(runs).toEqual([1, 2, 3]);
  const training: RunNews[] = [];
  first.client.subscribe('run', { id: 2 }, (news) => training.push(news));
  await eventually(() => expect(training.flatMap(({ points }) => points).length).toBeGreaterThan(0));
  const engines = hasProc ? childrenOf(first.started.pid) : [];
  process.kill(-first.started.pid, 'SIGINT');
  const { code, signal, errors } = await first.started.ended;
  expect({ code, signal }).toEqual({ code: 0, signal: null });
  expect(errors).toContain(
    '2 runs are not finished; what was done is kept, and `npm run -s lab -- runs resume` goes on with it.\n',
  );
  expect(engines.filter(isRunning)).toEqual([]);
  const after = Object.values(statusesOf(folder));
  expect(after).toEqual(['finished', 'stopped', 'stopped']);
  expect(withStore(folder, (store) => store.check())).toEqual([]);
  const stoppedAt = withStore(folder, (store) => store.checkpoints.latest(2)!.position);

  const second = await served();
  const resumed: RunNews[] = [];
  await second.client.call('runs.resume', { ids: [2] });
  second.client.subscribe('run', { id: 2 }, (news) => resumed.push(news));
  await eventually(() => expect(resumed.flatMap(({ points }) => points).length).toBeGreaterThan(0));
  const steps = resumed.flatMap(({ points }) => points.map(({ step }) => step));
  expect(Math.min(...steps)).toBeGreaterThan(4 * stoppedAt.epoch - 4);
  process.kill(second.started.pid, 'SIGTERM');
  expect((await second.started.ended).code).toBe(0);
});
