import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';

/**
 * A folder that is there whole or not at all, also for other processes that want it at the same moment: it is given its
 * name when everything is in it.
 *
 * @param folder what it is to be called
 * @param unpack fills the folder it is given
 */
export async function unpackedOnce(folder: string, unpack: (into: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return;
  const own = mkdtempSync(`${folder}-`);
  try {
    await unpack(own);
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    // Unless another process was faster
    if (!existsSync(folder)) throw error;
  }
}
