import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunConfiguration, RunEvent } from '../../main/contract/run.ts';
import { specificationSchema, type Specification } from '../../main/contract/specification.ts';
import { openWorkspace, type Workspace, type WorkspaceOptions } from '../../main/store/workspace.ts';
import { configuration, machine } from './samples.ts';
import type { Session } from '../../main/store/session.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

export function temporaryWorkspace(options?: WorkspaceOptions): Workspace {
  const workspace = openWorkspace(temporaryFolder(), options);
  onTestFinished(() => workspace.close());
  return workspace;
}

export function specification(name = 'A study'): Specification {
  return specificationSchema.parse({
    version: 1,
    name,
    data: { source: 'glyphs' },
    model: { architecture: 'mlp-16-8' },
    profile: 'some/profile',
    methods: [{ method: 'noise-injection' }],
    training: { epochs: 1, optimizer: { kind: 'sgd', learningRate: 0.1 } },
  });
}

export interface StartedRun {
  readonly workspace: Workspace;
  readonly session: Session;
  readonly studyId: number;
  readonly runId: number;
  readonly record: (event: RunEvent) => void;
}

/** A workspace with a study and a run in the state `running`. */
export function startedRun(options?: WorkspaceOptions): StartedRun {
  const workspace = temporaryWorkspace(options);
  const session = workspace.startSession(machine);
  const studyId = workspace.studies.create(specification(), 'name: A study\n').id;
  const runId = session.enqueue([newRun(studyId)])[0]!.id;
  const record = (event: RunEvent): void => session.recordEvent(runId, event);
  record(started);
  return { workspace, session, studyId, runId, record };
}

export function newRun(studyId: number, changes: Partial<RunConfiguration> = {}) {
  return { studyId, configuration: { ...configuration, ...changes }, command: 'lab run study.yaml' };
}

export const started = {
  type: 'started',
  provenance: { engine: 'cpu', precision: 'float32', versions: { tfjs: '4.22.0' }, checksums: { train: 'ab' } },
} as const satisfies RunEvent;

/** Writes a file as a worker does, and returns the event that reports it. */
export function incomingCheckpoint(
  folder: string,
  content: string | Uint8Array,
  epoch = 0,
  final = false,
): Extract<RunEvent, { type: 'checkpoint' }> {
  const bytes = Buffer.from(content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, `${epoch}-${sha256.slice(0, 8)}.safetensors`);
  writeFileSync(path, bytes);
  return { type: 'checkpoint', path, sha256, bytes: bytes.length, position: { epoch, step: epoch * 10 }, final };
}

/** Paths of every file below a folder, relative to it, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** What is thrown, to look at its code and sentences. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown');
}

/** Runs something as a user who may not do everything, if this is one who may. */
export function unprivileged<Result>(work: () => Result): Result {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
