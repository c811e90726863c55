import { join } from 'node:path';
import { projectFolder } from './project-folder.ts';

/** Absolute path of something that is shipped, for example `studies/quickstart.yaml`. */
export function resourcePath(name: string): string {
  return join(projectFolder(), 'resources', name);
}
