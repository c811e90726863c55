import type { DataSpecification } from '../../contract/specification.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import type { Watcher } from '../progress/watcher.ts';
import { networkSize } from './energy-reference.ts';
import type { NetworkCheck } from '../../contract/network-check.ts';
import type { NetworkCheckRequest } from '../model/network-check.ts';
import { siblingModule } from '../sibling-module.ts';
import { runTask, type TaskOptions } from '../tasks/run-task.ts';

const checkTask = siblingModule(import.meta.url, '../tasks/network-check-task');

/** See `checkNetwork`; in a process of its own. */
export function checkNetworkApart(request: NetworkCheckRequest, options: TaskOptions = {}): Promise<NetworkCheck> {
  return runTask<NetworkCheckRequest, NetworkCheck>(checkTask, request, options);
}

/** The same for a command line. */
export function checkNetworkWatched(request: NetworkCheckRequest, { signal, onEvent }: Watcher): Promise<NetworkCheck> {
  return checkNetworkApart(request, {
    signal,
    onProgress(fraction, detail) {
      const progress = { phase: 'evaluating' as const, fraction, detail };
      onEvent({ type: 'progress', label: 'network', progress, fraction, runsDone: 0, runs: 1 });
    },
  });
}

/** Of the images of some data, where there are any. */
export function sizeOf(data: DataSpecification | undefined): {
  readonly size?: NetworkSize;
  readonly data?: DataSpecification;
} {
  return data === undefined ? {} : { size: networkSize(data), data };
}
