import type { Workspace } from '../store/workspace.ts';
import type { OpenParts } from './open-parts.ts';

/** What every part of the workbench works with. */
export interface WorkbenchContext {
  /** The store, opened by the first who asks. @throws LabError why it cannot be opened */
  workspace(): Workspace;
  /** What comes with the store. @throws LabError as `workspace` */
  parts(): OpenParts;
  /** Absolute */
  readonly workspaceFolder: string;
  /** Where relative paths are looked for */
  readonly currentFolder: string;
}
