import { statfs } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import type { MachineFacts } from './obstacle.ts';
import { runCommand } from './run-command.ts';

/** The C++ compiler of the set-up: `CXX` from the environment, or g++. */
export function compilerCommand(): string {
  return process.env['CXX'] ?? 'g++';
}

/** Looks at the machine; `folder` is on the disk that has to hold the libraries. */
export async function gatherMachineFacts(folder: string): Promise<MachineFacts> {
  const [python, pip, compiler, disk] = await Promise.all([
    runCommand('python3', ['--version']),
    runCommand('python3', ['-m', 'pip', '--version']),
    runCommand(compilerCommand(), ['--version']),
    statfs(folder),
  ]);
  return {
    platform: platform(),
    architecture: arch(),
    glibc: glibcVersion(),
    hasPython: python.code === 0,
    hasPip: pip.code === 0,
    hasCompiler: compiler.code === 0,
    freeMegabyte: (disk.bavail * disk.bsize) / 1e6,
  };
}

function glibcVersion(): string | undefined {
  const report = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime;
}
