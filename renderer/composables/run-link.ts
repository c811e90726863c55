import { inject, type InjectionKey } from 'vue';
import type { RouteLocationRaw } from 'vue-router';

/** Where a run is shown; another place than usual while an archive is looked at. */
export type RunLink = (id: number) => RouteLocationRaw;

export const runLinkKey: InjectionKey<RunLink> = Symbol('run link');

export const useRunLink = (): RunLink => inject(runLinkKey, (id: number) => `/runs/${id}`);
