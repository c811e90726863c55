import { resolve } from 'node:path';
import { saveOwnProfile } from '../../../runs/profiles/save-profile.ts';
import type { InspectionContext, InspectionHandlers } from '../context.ts';
import type { SpecificationWorks } from '../specification/specification-worker.ts';
import type { WarmWorker } from '../workers/warm-worker.ts';

/** Profiles of one's own: from measurements, and those that are saved. */
export function fitHandlers(
  { currentFolder, workspaceFolder }: Pick<InspectionContext, 'currentFolder' | 'workspaceFolder'>,
  worker: WarmWorker<SpecificationWorks>,
): Pick<InspectionHandlers, 'profile.columns' | 'profile.fit' | 'profile.own' | 'profile.save'> {
  return {
    'profile.columns': ({ path, kind }, context) =>
      worker.ask('columns', { path: resolve(currentFolder, path), kind }, context),
    'profile.fit': (request, context) =>
      worker.ask('fit', { ...request, path: resolve(currentFolder, request.path) }, context),
    'profile.own': (_, context) => worker.ask('ownProfiles', workspaceFolder, context),
    'profile.save': ({ name, profile, replace }) => ({
      path: saveOwnProfile(workspaceFolder, name, profile, { replace }),
    }),
  };
}
