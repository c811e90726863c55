import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compilerCommand } from './machine-facts.ts';
import { SetupError } from './obstacle.ts';
import { recipe } from './recipe.ts';
import { errorLine, runCommand } from './run-command.ts';

export interface CompilePaths {
  /** The binding's package, whose `binding/*.cc` are compiled. */
  readonly packageFolder: string;
  /** Holds TensorFlow's `lib/` and `include/`. */
  readonly workFolder: string;
  readonly nodeApiHeaders: string;
  readonly sources: readonly string[];
  readonly addon: string;
}

/** The parameters of the one compiler call. The addon looks for the libraries beside its own place in the package. */
export function compileParameters(paths: CompilePaths): readonly string[] {
  return [
    ...['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=9'],
    `-I${paths.nodeApiHeaders}`,
    `-I${join(paths.workFolder, 'include')}`,
    `-I${paths.packageFolder}`,
    ...['-o', paths.addon],
    ...paths.sources,
    `-L${join(paths.workFolder, 'lib')}`,
    ...recipe.libraries.map((library) => `-l:${library}`),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
}

/** Compiles the package's own binding against TensorFlow and Node-API. */
export async function compileBinding(paths: Omit<CompilePaths, 'sources'>): Promise<void> {
  const folder = join(paths.packageFolder, 'binding');
  const sources = (await readdir(folder)).filter((name) => name.endsWith('.cc')).map((name) => join(folder, name));
  const compiler = compilerCommand();
  const result = await runCommand(compiler, compileParameters({ ...paths, sources }));
  if (result.code !== 0) {
    throw new SetupError(
      `the binding to TensorFlow could not be compiled (${compiler}: ${errorLine(result.errorOutput, 'first')})`,
      'install a g++ that knows C++17',
    );
  }
}
