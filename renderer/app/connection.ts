import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

/**
 * `connecting`: not yet. `connected`. `lost`: it was there and is being looked for again. `refused`: it is there and does
 * not let this page in.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'refused';

/** What `createWorkbenchClient` of renderer/client gives. */
export interface WorkbenchConnection {
  readonly client: WorkbenchClient;
  state(): ConnectionState;
  onState(listener: (state: ConnectionState) => void): () => void;
}
