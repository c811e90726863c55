import { workbenchContract } from '../contract/workbench/workbench.ts';
import type { WorkbenchService } from '../contract/workbench/workbench.ts';
import { serveContract } from './contract-server.ts';
import type { Server, ServerOptions } from './contract-server.ts';

/**
 * Serves a workbench to browsers of this machine; whoever made the workbench closes it.
 *
 * @throws LabError as `serveContract` does
 */
export function createServer({
  workbench,
  ...options
}: ServerOptions & { readonly workbench: { readonly service: WorkbenchService } }): Promise<Server> {
  return serveContract(workbenchContract, workbench.service, options);
}
