import { fileURLToPath } from 'node:url';

const folder = new URL('../../resources/', import.meta.url);

/** Absolute path of something that is shipped, for example `studies/quickstart.yaml`. */
export function resourcePath(name: string): string {
  return fileURLToPath(new URL(name, folder));
}
