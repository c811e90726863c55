import { isDiskFull } from '../contract/errors.ts';
import type { OpenLaboratory } from '../runs/services.ts';
import { runCommandLine } from './command-line.ts';
import type { TextStream } from './context.ts';

const openLaboratory: OpenLaboratory = async (options) => {
  const laboratory = await import('../runs/laboratory.ts');
  return laboratory.openLaboratory(options);
};

/** The command line of this process. Resolves with the exit code. */
export async function main(): Promise<number> {
  process.stdout.on('error', endWithoutOutput);
  // Who reads no progress may still want the work done
  process.stderr.on('error', () => undefined);
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

function endWithoutOutput({ code }: NodeJS.ErrnoException): never {
  // A reader that has seen enough, such as `head`, is no failure
  if (code === 'EPIPE') process.exit(0);
  const cause = isDiskFull(code)
    ? 'There is no space left on the disk that the output goes to.'
    : `The output could not be written (${code ?? 'no cause was told'}).`;
  process.stderr.write(`${cause}\nRepeat the command with its output sent elsewhere.\n`);
  process.exit(1);
}
