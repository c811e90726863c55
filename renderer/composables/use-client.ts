import { inject } from 'vue';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';
import { clientKey } from './client-key.ts';

/**
 * The workbench, over whatever transport; the same object for the life of the application, also across reconnections.
 *
 * @throws Error outside a component of the application
 */
export function useClient(): WorkbenchClient {
  const client = inject(clientKey, undefined);
  if (client === undefined) throw new Error('There is no workbench client here: createWorkbenchApp provides it.');
  return client;
}
