import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ValueOf } from '../../main/contract/rpc/table.ts';
import { createClient } from '../../main/contract/rpc/create-client.ts';
import { inProcessChannels } from '../../main/contract/rpc/in-process.ts';
import { serveChannel } from '../../main/contract/rpc/serve-channel.ts';
import type { RunStatus } from '../../main/contract/run.ts';
import type { RunNews } from '../../main/contract/workbench/runs.ts';
import type { StartEngine } from '../../main/runs/engine/engine-host.ts';
import {
  workbenchContract,
  type WorkbenchClient,
  type WorkbenchEvents,
} from '../../main/contract/workbench/workbench.ts';
import { createWorkbench, type Workbench } from '../../main/workbench/create-workbench.ts';
import { withStore } from '../e2e/tiny-study.ts';
import { patience } from '../support/eventually.ts';

const after = (milliseconds: number, action: () => void): (() => void) => {
  const timer = setTimeout(action, milliseconds);
  return () => clearTimeout(timer);
};

/** An interface to a workbench, as good as one behind a wire. */
export function connect(workbench: Workbench): WorkbenchClient {
  const { client, server } = inProcessChannels();
  serveChannel(workbenchContract, workbench.service, server, { after, onDefect: throwLater });
  return createClient(workbenchContract, client);
}

/** Fails the test file, wherever it is at. */
function throwLater(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

export type OpenedWorkbench = Workbench & { readonly client: WorkbenchClient };

export interface OpeningOptions {
  /** Plays the engine */
  readonly startEngine?: StartEngine;
  /** Of the folder by default */
  readonly workspace?: string;
}

/** A workbench over the workspace of a folder, closed with the test. */
export async function openWorkbench(folder: string, options?: OpeningOptions): Promise<OpenedWorkbench> {
  const { close, ...workbench } = await beginWorkbench(folder, options);
  onTestFinished(close);
  return { ...workbench, close };
}

/** The same, to be closed by the caller. Closing twice is closing once. */
export async function beginWorkbench(
  folder: string,
  { startEngine, workspace = join(folder, 'noisefloor-workspace') }: OpeningOptions = {},
): Promise<OpenedWorkbench> {
  const workbench = await createWorkbench({
    workspace,
    command: 'lab serve',
    capabilities: { pickFiles: false },
    currentFolder: folder,
    // An engine that is played answers no stop
    ...(startEngine === undefined ? {} : { startEngine, closingGraceMs: 20 }),
  });
  let closed: Promise<void> | undefined;
  const own = { ...workbench, close: () => (closed ??= workbench.close()) };
  return { ...own, client: connect(own) };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-workbench-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

export interface Watched<Value> {
  readonly values: readonly Value[];
  /** Resolves with the value last told, or one to be told, that is as wanted. */
  readonly until: (what: string, isWanted: (value: Value) => boolean) => Promise<Value>;
  /** Resolves with any value, told or to be told, that is as wanted. */
  readonly ever: (what: string, isWanted: (value: Value) => boolean) => Promise<Value>;
  readonly end: () => void;
}

function watched<Value>(
  subscribe: (listener: (value: Value) => void, onError: (error: Error) => void) => () => void,
): Watched<Value> {
  const values: Value[] = [];
  const waiting = new Set<(value: Value) => void>();
  let failure: Error | undefined;
  const end = subscribe(
    (value) => {
      values.push(value);
      [...waiting].forEach((listener) => listener(value));
    },
    (error) => (failure = error),
  );

  function next(what: string, isWanted: (value: Value) => boolean): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`No ${what}; the last was ${JSON.stringify(failure ?? values.at(-1))}`));
      }, patience.timeout);
      const listener = (value: Value): void => {
        if (!isWanted(value)) return;
        clearTimeout(timer);
        waiting.delete(listener);
        resolve(value);
      };
      waiting.add(listener);
    });
  }

  return {
    values,
    async until(what, isWanted) {
      const last = values.at(-1);
      return last !== undefined && isWanted(last) ? last : next(what, isWanted);
    },
    async ever(what, isWanted) {
      return values.find(isWanted) ?? next(what, isWanted);
    },
    end,
  };
}

type Told<Name extends keyof WorkbenchEvents> = Watched<ValueOf<WorkbenchEvents[Name]>>;

/** What is told of everything but single runs. */
export function watch<Name extends Exclude<keyof WorkbenchEvents, 'run'>>(
  client: WorkbenchClient,
  event: Name,
): Told<Name> {
  return watched((listener, onError) => client.subscribe(event, {} as never, listener, onError));
}

export function watchRun(client: WorkbenchClient, id: number): Watched<RunNews> {
  return watched((listener, onError) => client.subscribe('run', { id }, listener, onError));
}

/** Until nothing is under way or waits, from now on. */
export async function untilIdle(client: WorkbenchClient): Promise<void> {
  const queue = watch(client, 'queue');
  await queue.until('end of the work', ({ state }) => state === 'idle');
  queue.end();
}

export async function statusesOf(client: WorkbenchClient): Promise<Readonly<Record<number, RunStatus>>> {
  const rows = await client.call('runs.list', {});
  return Object.fromEntries(rows.map(({ id, status }) => [id, status]));
}

/** SHA-256 of the trained weights of a folder's training runs, by what they did. */
export function weightsOf(folder: string): Readonly<Record<string, string | undefined>> {
  return withStore(folder, (store) =>
    Object.fromEntries(
      store.runs
        .list({ kind: 'train' })
        .map(({ id, methodLabel, seed }) => [`${methodLabel} ${seed}`, store.checkpoints.final(id)?.sha256]),
    ),
  );
}
