import type { InjectionKey } from 'vue';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

/** Under which the application provides its client. */
export const clientKey: InjectionKey<WorkbenchClient> = Symbol('workbench client');
