import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { databaseName } from '../../store/database.ts';
import type { Session } from '../../store/session.ts';
import { mayNotBeWritten } from '../../store/store-errors.ts';
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
  /** Made where there is none. @throws LabError 'store-unusable' where nothing may be written */
  workspace(): Workspace;
  /**
   * For what only reads: opened read-only where nothing may be written.
   * @throws LabError 'invalid-argument' where there is none, and leaves the folder as it is
   */
  existing(): Workspace;
  /** For what changes one that is there. @throws LabError as `existing` and `workspace` */
  existingToChange(): Workspace;
  session(): Session;
  close(): Promise<void>;
}

export function laboratoryParts({ workspace: folder, command }: LaboratoryOptions): LaboratoryParts {
  const client = createEngineClient();
  let opened: Workspace | undefined;
  /** Why it is open read-only */
  let refusal: unknown;
  let started: Session | undefined;
  const isThere = (): boolean => opened !== undefined || mayBeAt(folder);

  function workspace(): Workspace {
    if (refusal !== undefined) throw refusal;
    return (opened ??= openWorkspace(folder));
  }

  function assertThere(): void {
    if (!isThere()) throw noWorkspace(resolve(folder));
  }

  /** A share of somebody else, a backup that is protected */
  function readable(): Workspace {
    try {
      return workspace();
    } catch (error) {
      if (!mayNotBeWritten(error)) throw error;
      opened = openWorkspace(folder, { readOnly: true });
      refusal = error;
      return opened;
    }
  }

  return {
    command,
    client,
    isThere,
    workspace,
    existing() {
      assertThere();
      return opened ?? readable();
    },
    existingToChange() {
      assertThere();
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
