import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const projectFolder = join(import.meta.dirname, '..', '..');

const unkept = new Set(['node_modules', '.git', 'out', 'dist', 'coverage', 'noisefloor-workspace']);

/** What git keeps or would keep: tracked files and new ones that are not ignored. */
function listedByGit(): string[] | undefined {
  try {
    const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const output = execFileSync('git', words, { cwd: projectFolder, stdio: ['ignore', 'pipe', 'ignore'] });
    const paths = output.toString().split('\0');
    return paths.filter((path) => path !== '' && existsSync(join(projectFolder, path)));
  } catch {
    return undefined;
  }
}

/** For a source archive, which has no git. */
function listedByWalking(folder = ''): string[] {
  return readdirSync(join(projectFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return unkept.has(entry.name) ? [] : listedByWalking(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Paths of the project's own files, relative to its folder, with `/`. */
export const projectFiles: readonly string[] = [...new Set(listedByGit() ?? listedByWalking())].sort();

/** The files of `folders` whose names end in one of `extensions`. */
export function filesIn(folders: readonly string[], extensions: readonly string[]): string[] {
  return projectFiles.filter(
    (path) =>
      folders.some((folder) => path.startsWith(`${folder}/`)) &&
      extensions.some((extension) => path.endsWith(extension)),
  );
}

export function readProjectFile(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8');
}
