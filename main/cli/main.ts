import type { OpenLaboratory } from '../runs/services.ts';
import { runCommandLine } from './command-line.ts';
import type { TextStream } from './context.ts';

const openLaboratory: OpenLaboratory = async (options) => {
  const laboratory = await import('../runs/laboratory.ts');
  return laboratory.openLaboratory(options);
};

/** The command line of this process. Resolves with the exit code. */
export async function main(): Promise<number> {
  // A reader that has seen enough, such as `head`, is no failure. Who reads no progress may still want the work done.
  process.stdout.on('error', (error) => unlessClosed(error, () => process.exit(0)));
  process.stderr.on('error', (error) => unlessClosed(error, () => undefined));
  return runCommandLine(process.argv.slice(2), {
    output: process.stdout as TextStream,
    errors: process.stderr as TextStream,
    environment: process.env,
    currentFolder: process.cwd(),
    signals: process,
    exit: (code) => process.exit(code),
    now: () => performance.now(),
    openLaboratory,
  });
}

function unlessClosed(error: NodeJS.ErrnoException, then: () => void): void {
  if (error.code !== 'EPIPE') throw error;
  then();
}
