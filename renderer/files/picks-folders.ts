import type { FilePurpose } from '../../main/contract/workbench/application.ts';

/** Whether a folder is chosen for it, and no file in it. */
export const picksFolders = (purpose: FilePurpose): boolean =>
  ['data-folder', 'image-folder', 'folder'].includes(purpose);
