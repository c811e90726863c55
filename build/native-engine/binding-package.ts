import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SetupError } from './obstacle.ts';
import { recipe } from './recipe.ts';
import { errorLine, runCommand } from './run-command.ts';

export interface BindingPackage {
  readonly folder: string;
  readonly version: string;
}

/** The installed package of the binding, or `undefined`. */
export function findBindingPackage(projectFolder: string): BindingPackage | undefined {
  try {
    // Not `import.meta.resolve`: it remembers that a package was missing.
    const manifest = join(projectFolder, 'node_modules', recipe.bindingPackage, 'package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
    return { folder: dirname(manifest), version };
  } catch {
    return undefined;
  }
}

/** Whether a compiled addon is in place, whoever has put it there. */
export function hasAddon(projectFolder: string): boolean {
  const binding = findBindingPackage(projectFolder);
  return binding !== undefined && existsSync(join(binding.folder, 'lib', 'napi-v8', 'tfjs_binding.node'));
}

/**
 * Brings the package back. npm 10 and early npm 11 do not know `allowScripts`: they run the package's own install script,
 * which fails where its download site cannot be reached, and then remove the package, because it is optional. A second npm
 * without scripts, started when the first is through with node_modules, puts it there as the lock file has it.
 */
export async function bringBindingPackage(projectFolder: string): Promise<BindingPackage> {
  const [program, firstParameters] = npmCommand(process.env);
  const result = await runCommand(
    program,
    [
      ...firstParameters,
      'install',
      '--no-save',
      '--ignore-scripts',
      '--include=optional',
      '--loglevel=error',
      `${recipe.bindingPackage}@${recipe.bindingVersion}`,
    ],
    { directory: projectFolder },
  );
  const found = findBindingPackage(projectFolder);
  if (found === undefined) {
    throw new SetupError(
      `npm did not bring the package ${recipe.bindingPackage} (${errorLine(result.errorOutput, 'first')})`,
      'see to it that npm reaches its registry',
    );
  }
  return found;
}

/** The npm that is running this script, or the one on the path. */
export function npmCommand(environment: NodeJS.ProcessEnv): readonly [string, readonly string[]] {
  const script = environment['npm_execpath'];
  const node = environment['npm_node_execpath'];
  if (script !== undefined && node !== undefined && basename(script) === 'npm-cli.js') return [node, [script]];
  return ['npm', []];
}

/** Whether the user has asked npm to leave optional packages out. */
export function omitsOptional(environment: NodeJS.ProcessEnv): boolean {
  return (environment['npm_config_omit'] ?? '').split(/\s+/).includes('optional');
}

/** The C headers of Node-API, from npm: no headers of a particular Node are needed. */
export function nodeApiHeaders(projectFolder: string): string {
  const require = createRequire(join(projectFolder, 'package.json'));
  return join(dirname(require.resolve('node-api-headers/package.json')), 'include');
}
