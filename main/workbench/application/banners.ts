import type { Banner } from '../../contract/workbench/application.ts';
import { createBroadcast } from '../broadcast.ts';
import type { WorkbenchSources } from '../handler-types.ts';

/** What the user has to know, newest last. */
export interface Banners {
  /** One of the same id is replaced */
  raise(banner: Omit<Banner, 'at'>): void;
  dismiss(id: string): void;
  /** These runs are taken care of: a banner that is about no others goes. */
  settle(runIds: readonly number[]): void;
  list(): readonly Banner[];
  readonly source: WorkbenchSources['banners'];
}

export function createBanners(now: () => number = Date.now): Banners {
  const told = createBroadcast<readonly Banner[]>();
  const banners = new Map<string, Banner>();
  const list = (): Banner[] => [...banners.values()];
  return {
    raise(banner) {
      banners.delete(banner.id);
      banners.set(banner.id, { ...banner, at: new Date(now()).toISOString() });
      told.tell(list());
    },
    dismiss(id) {
      if (banners.delete(id)) told.tell(list());
    },
    settle(runIds) {
      const settled = new Set(runIds);
      let changed = false;
      for (const [id, banner] of banners) {
        const runs = banner.runs.filter((run) => !settled.has(run.id));
        if (runs.length === banner.runs.length) continue;
        changed = true;
        if (runs.length > 0) banners.set(id, { ...banner, runs });
        else banners.delete(id);
      }
      if (changed) told.tell(list());
    },
    list,
    source(_input, publish) {
      publish(list());
      return told.listen((all) => publish([...all]));
    },
  };
}
