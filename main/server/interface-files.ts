import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { LabError } from '../contract/errors.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface InterfaceFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/** Of the built interface in this project. */
export const defaultInterfaceFolder = resolve(import.meta.dirname, '../../out/renderer');

/** @throws LabError 'missing-file' when the interface is not built */
export function checkInterfaceFolder(folder: string): void {
  if (existsSync(join(folder, 'index.html'))) return;
  throw new LabError(
    'missing-file',
    `The interface is not built: ${folder} has no index.html.`,
    'Run `npm run build`.',
  );
}

/**
 * A file of the interface; undefined when there is none of a kind that it is made of.
 *
 * @param path of an address, still percent-encoded; `/` is `index.html`
 */
export async function readInterfaceFile(folder: string, path: string): Promise<InterfaceFile | undefined> {
  const name = decodedName(path);
  const type = name === undefined ? undefined : types[extname(name).toLowerCase()];
  if (name === undefined || type === undefined) return undefined;
  try {
    const file = await realpath(join(folder, name));
    if (!file.startsWith((await realpath(folder)) + sep)) return undefined;
    return { bytes: await readFile(file), type, cacheControl: cacheControlOf(name) };
  } catch {
    return undefined;
  }
}

/** Relative, of plain segments; undefined for anything else. */
function decodedName(path: string): string | undefined {
  try {
    const name = path === '/' ? 'index.html' : decodeURIComponent(path).replace(/^\//, '');
    const isPlain = name.split('/').every((segment) => /^[\w-][\w.@-]*$/.test(segment));
    return isPlain ? name : undefined;
  } catch {
    return undefined;
  }
}

/** What the build has put a hash into the name of never changes. */
function cacheControlOf(name: string): string {
  return /^assets\/.*-[\w-]{8}\.\w+$/.test(name) ? 'public, max-age=31536000, immutable' : 'no-store';
}
