import type { WorkbenchService } from '../contract/workbench/workbench.ts';

export type WorkbenchHandlers = WorkbenchService['handlers'];
export type WorkbenchSources = WorkbenchService['sources'];
