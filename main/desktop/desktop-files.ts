import { join } from 'node:path';
import { projectFolder } from '../runs/project-folder.ts';

/** What the shell reads of the built application; all absolute. */
export function desktopFiles(folder = projectFolder()) {
  return {
    interfaceFolder: join(folder, 'out', 'renderer'),
    preload: join(folder, 'out', 'preload', 'preload.cjs'),
    icon: join(folder, 'resources', 'icon.png'),
  } as const;
}
