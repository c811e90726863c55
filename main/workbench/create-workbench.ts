import { resolve } from 'node:path';
import type { FilePurpose, MenuCommand } from '../contract/workbench/application.ts';
import { LabError, serializeError } from '../contract/errors.ts';
import type { WorkbenchService } from '../contract/workbench/workbench.ts';
import { createEngineClient } from '../runs/engine/engine-client.ts';
import type { StartEngine } from '../runs/engine/engine-host.ts';
import { applicationHandlers } from './application/application-handlers.ts';
import { createBanners } from './application/banners.ts';
import { createEngineProbe } from './application/engine-probe.ts';
import { archiveHandlers } from './archives/archive-handlers.ts';
import { createOpenedArchives } from './archives/opened-archives.ts';
import { createBroadcast } from './broadcast.ts';
import type { WorkbenchContext } from './context.ts';
import { exportHandlers } from './exports/export-handlers.ts';
import { followRun } from './feed/run-news.ts';
import { createInspection } from './inspection/create-inspection.ts';
import { openParts, type OpenParts } from './open-parts.ts';
import { createProbedTimes } from './queue/probed-times.ts';
import { runChanges } from './runs/run-changes.ts';
import { runColumns } from './runs/run-columns.ts';
import { runReading } from './runs/run-handlers.ts';
import { createComparisons } from './studies/comparisons.ts';
import { draftHandlers } from './studies/draft-handlers.ts';
import { studyChanges } from './studies/study-changes.ts';
import { studyComparison } from './studies/study-comparison.ts';
import { studyReading } from './studies/study-handlers.ts';

export interface WorkbenchOptions {
  /** Folder of the store; made when absent */
  readonly workspace: string;
  /** As typed, for provenance */
  readonly command: string;
  readonly capabilities: { readonly pickFiles: boolean };
  /** A native dialog; resolves with nothing when none was chosen */
  readonly pickFile?: (purpose: FilePurpose) => Promise<string | undefined>;
  /** What starts the engine process; as a child of this one by default */
  readonly startEngine?: StartEngine;
  /** Where relative paths are looked for; of this process by default */
  readonly currentFolder?: string;
  /** How long closing waits for checkpoints; 20 s by default. What is under way after it is lost, and resumable */
  readonly closingGraceMs?: number;
}

export interface Workbench {
  readonly service: WorkbenchService;
  /** To every interface there is */
  sendMenuCommand(command: MenuCommand): void;
  /** Stops what is under way with a checkpoint, closes the store and ends the engine process. */
  close(): Promise<void>;
}

/** A step, a checkpoint and the store may take so long. */
const closingGraceMs = 20_000;

/**
 * Everything behind the contract, over one workspace. A store that cannot be opened is told by a banner and by whatever
 * needs it, so that there is an interface to read that in.
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const folder = resolve(options.workspace);
  const banners = createBanners();
  const menu = createBroadcast<MenuCommand>();
  const closing = new AbortController();
  const probedTimes = createProbedTimes();
  const client = createEngineClient({
    ...(options.startEngine === undefined ? {} : { start: options.startEngine }),
    onDeath: (death) => opened?.queue.onDeath(death),
  });
  let opened: OpenParts | undefined;
  const parts = (): OpenParts => {
    if (closing.signal.aborted) {
      throw new LabError('disconnected', 'The workbench is being closed.', 'Start it again; nothing is lost.');
    }
    return (opened ??= openParts({ folder, command: options.command, client, banners, probedTimes }));
  };
  const currentFolder = options.currentFolder ?? process.cwd();
  const context: WorkbenchContext = {
    workspace: () => parts().workspace,
    parts,
    workspaceFolder: folder,
    currentFolder,
  };
  try {
    parts();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    banners.raise({ id: 'store-problem', kind: 'store-problem', error: serializeError(error), runs: [] });
  }

  const { pickFile } = options;
  const engine = createEngineProbe(closing.signal);
  const comparisons = createComparisons(context.workspace);
  const archives = createOpenedArchives();
  const canPick = options.capabilities.pickFiles && pickFile !== undefined;
  const handlers: WorkbenchService['handlers'] = {
    ...applicationHandlers({ context, banners, engine, ...(canPick ? { pickFile } : {}) }),
    ...runReading(context),
    ...runColumns(context),
    ...runChanges(context),
    ...studyReading(context),
    ...studyComparison(comparisons),
    ...studyChanges(context),
    ...draftHandlers(context),
    ...exportHandlers({ ...context, comparisons, archives, closing: closing.signal }),
    ...archiveHandlers(context, { archives, closing: closing.signal }),
    ...createInspection({ ...context, client, closing: closing.signal, onProbed: probedTimes.remember }),
  };
  const sources: WorkbenchService['sources'] = {
    banners: banners.source,
    menu: (_input, publish) => menu.listen(publish),
    studies: (input, publish) => parts().feed.sources.studies(input, publish),
    queue: (input, publish) => parts().feed.sources.queue(input, publish),
    'runs.changed': (input, publish) => parts().feed.sources['runs.changed'](input, publish),
    run({ id }, publish) {
      const { workspace, queue, signs, closing: closed } = parts();
      return followRun({ workspace, member: queue.member, listen: signs.listen, closing: closed }, id, publish);
    },
  };
  return {
    service: { handlers, sources },
    sendMenuCommand: (command) => menu.tell(command),
    async close() {
      closing.abort();
      await archives.closeAll();
      await opened?.close(options.closingGraceMs ?? closingGraceMs);
      await client.close();
    },
  };
}
