import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { databaseName } from '../../store/database.ts';
import type { Session } from '../../store/session.ts';
import { openWorkspace, type Workspace } from '../../store/workspace.ts';
import { createEngineClient, type EngineClient } from '../engine/engine-client.ts';

import { machineProvenance } from './machine.ts';

export interface LaboratoryOptions {
  /** Folder of the store. Made when absent by what creates something; what only reads refuses one that is not there */
  readonly workspace: string;
  /** As typed, for provenance */
  readonly command: string;
}

/** What the services of a laboratory share. Each part is opened or started when it is first asked for. */
export interface LaboratoryParts {
  /** As typed, for provenance */
  readonly command: string;
  readonly client: EngineClient;
  /** Is there a store already? */
  isThere(): boolean;
  /** Made where there is none */
  workspace(): Workspace;
  /** For what only reads. @throws LabError 'invalid-argument' where there is none, and leaves the folder as it is */
  existing(): Workspace;
  session(): Session;
  close(): Promise<void>;
}

export function laboratoryParts({ workspace: folder, command }: LaboratoryOptions): LaboratoryParts {
  const client = createEngineClient();
  let opened: Workspace | undefined;
  let started: Session | undefined;
  const isThere = (): boolean => opened !== undefined || mayBeAt(folder);
  const workspace = (): Workspace => (opened ??= openWorkspace(folder));
  return {
    command,
    client,
    isThere,
    workspace,
    existing() {
      if (!isThere()) throw noWorkspace(resolve(folder));
      return workspace();
    },
    session: () => (started ??= workspace().startSession(machineProvenance())),
    async close() {
      await client.close();
      opened?.close();
    },
  };
}

/** Is there a database, or something that cannot be looked at, as opening it will say? */
function mayBeAt(folder: string): boolean {
  try {
    return statSync(join(folder, databaseName), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function noWorkspace(folder: string): LabError {
  const inside = join(folder, 'noisefloor-workspace');
  return new LabError(
    'invalid-argument',
    `There is no workspace at ${folder}.`,
    existsSync(join(inside, databaseName))
      ? `There is one at ${inside}: give that with \`--workspace\`.`
      : 'Give the folder of one with `--workspace`, or run a study first: `npm run quickstart`.',
  );
}
