import { forkModule } from '../processes/fork-module.ts';
import type { ModuleProcess } from '../processes/module-process.ts';
import { siblingModule } from '../sibling-module.ts';
import type { EngineCommand, EngineReport } from './messages.ts';

/** What the engine process is started with, however it is started. */
export const engineEntry = siblingModule(import.meta.url, './engine-process');

/** A process that trains, as its owner sees it. */
export type EngineProcess = ModuleProcess<EngineCommand, EngineReport>;

/** @param environment complete, of the new process */
export type StartEngine = (environment: NodeJS.ProcessEnv) => EngineProcess;

/** As a child of this process. */
export const forkEngine: StartEngine = (environment) =>
  forkModule({ entry: engineEntry, environment }) as EngineProcess;
