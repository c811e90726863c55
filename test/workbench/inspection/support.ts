import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, onTestFinished } from 'vitest';
import type { CallProgress } from '../../../main/contract/rpc/messages.ts';
import type { InputOf, OutputOf } from '../../../main/contract/rpc/table.ts';
import { workbenchContract, type WorkbenchMethods } from '../../../main/contract/workbench/workbench.ts';
import { createEngineClient } from '../../../main/runs/engine/engine-client.ts';
import { openWorkspace, type Workspace } from '../../../main/store/workspace.ts';
import type { InspectionHandlers } from '../../../main/workbench/inspection/context.ts';
import { createInspection } from '../../../main/workbench/inspection/create-inspection.ts';

type Name = keyof InspectionHandlers;

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CallProgress) => void;
}

export interface TestInspection {
  /** As over a channel: with defaults filled in, and the answer checked */
  ask<Method extends Name>(
    method: Method,
    input: InputOf<WorkbenchMethods[Method]>,
    options?: AskOptions,
  ): Promise<OutputOf<WorkbenchMethods[Method]>>;
  workspace(): Workspace;
  readonly folder: string;
}

/** Of a test file: one for all of its tests, so that warm workers are warm. */
export function testInspection({ currentFolder = process.cwd() } = {}): TestInspection {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-inspection-'));
  const closing = new AbortController();
  const client = createEngineClient();
  let opened: Workspace | undefined;
  const workspace = (): Workspace => (opened ??= openWorkspace(folder));
  const handlers = createInspection({
    workspace,
    workspaceFolder: folder,
    currentFolder,
    client,
    closing: closing.signal,
  });
  afterAll(async () => {
    closing.abort();
    opened?.close();
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    workspace,
    async ask(method, input, { signal = new AbortController().signal, onProgress } = {}) {
      const schemas = workbenchContract.methods[method];
      const handler = handlers[method] as (input: unknown, context: unknown) => unknown;
      const answer = await handler(schemas.input.parse(input), { signal, progress: onProgress ?? (() => undefined) });
      // Strict: what is not in the contract does not pass
      expect(schemas.output.safeParse(answer).error).toBeUndefined();
      return answer as never;
    },
  };
}

/** How often others had their turn in this thread until the work was done. */
export async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  const ended = work.finally(() => (isDone = true));
  let turns = 0;
  while (!isDone) {
    await setImmediate();
    turns++;
  }
  await ended;
  return turns;
}

/** An empty folder that is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-inspection-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
