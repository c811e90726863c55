import { forkModule } from './fork-module.ts';
import type { StartModule } from './module-process.ts';

let start: StartModule = forkModule;

/** Says how this program starts processes, once and before the first. A child of Node is the default. */
export function useStarter(starter: StartModule): void {
  start = starter;
}

/** Starts a process the way this program starts them. */
export const startModule: StartModule = (options) => start(options);
