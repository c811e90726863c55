import type { Handlers } from '../../contract/rpc/server.ts';
import type { Probe } from '../../contract/workbench/specification.ts';
import type { WorkbenchMethods } from '../../contract/workbench/workbench.ts';
import type { EngineClient } from '../../runs/engine/engine-client.ts';
import type { Workspace } from '../../store/workspace.ts';

/** What answering the wizards' questions takes. */
export interface InspectionContext {
  /** Opened by the first that needs it */
  workspace(): Workspace;
  /** Absolute path of its folder */
  readonly workspaceFolder: string;
  /** Where relative paths are looked for first */
  readonly currentFolder: string;
  readonly client: EngineClient;
  /** Ends what is kept ready between questions; without it that ends with the process */
  readonly closing?: AbortSignal;
  /** The study of a text was timed */
  readonly onProbed?: (text: string, probe: Probe) => void;
}

type InspectionMethod =
  | `catalogue.${string}`
  | 'network.describe'
  | 'network.check'
  | 'runs.export-network'
  | 'data.describe'
  | 'profile.preview'
  | 'profile.columns'
  | 'profile.fit'
  | 'profile.own'
  | 'profile.save'
  | `specification.${string}`
  | 'study.probe'
  | 'sensitivity.compute'
  | 'plan.describe'
  | 'runs.weights'
  | 'files.browse'
  | 'application.doctor';

export type InspectionHandlers = {
  readonly [
    Name in keyof WorkbenchMethods as Name extends InspectionMethod ? Name : never
  ]: Handlers<WorkbenchMethods>[Name];
};
