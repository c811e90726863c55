import { Command, CommanderError } from 'commander';
import { addArchive } from './commands/archive.ts';
import { addBench } from './commands/bench.ts';
import { addCompare } from './commands/compare.ts';
import { addData } from './commands/data.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addNetwork } from './commands/network.ts';
import { addProfile } from './commands/profile.ts';
import { addQuickstart } from './commands/quickstart.ts';
import { addReproduce } from './commands/reproduce.ts';
import { addRun } from './commands/run.ts';
import { addRuns } from './commands/runs.ts';
import { addSensitivity } from './commands/sensitivity.ts';
import { addServe } from './commands/serve.ts';
import type { CommandContext } from './context.ts';
import { reportFailure, usageError } from './failure.ts';
import { CommandSession } from './session.ts';
import { applicationVersion } from './version.ts';

/**
 * Carries out one command line.
 *
 * @param words what follows `lab`
 * @returns the exit code: 0 done, 1 failed, 2 wrong use
 */
export async function runCommandLine(words: readonly string[], context: CommandContext): Promise<number> {
  const session = new CommandSession(context, words);
  const program = buildProgram(session, context);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(error, session.json, context);
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') return 2;
    return reportFailure(usageError(error, commandPath(program, words)), session.json, context);
  }
}

function buildProgram(session: CommandSession, context: CommandContext): Command {
  const program = new Command('lab')
    .usage('COMMAND')
    .description('Noisefloor: how much accuracy noisy hardware costs a network, and how much retraining brings back.')
    .helpCommand(false)
    .version(applicationVersion(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.output.write(text),
      writeErr: (text) => void context.errors.write(text),
      // Reported as cause and next step instead
      outputError: () => undefined,
    })
    .configureHelp({ helpWidth: Math.min(context.output.columns ?? 100, 100) })
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong use. `lab COMMAND --help` describes a command.');
  const commands = [
    addServe,
    addDoctor,
    addQuickstart,
    addRun,
    addSensitivity,
    addData,
    addRuns,
    addCompare,
    addExport,
    addArchive,
    addNetwork,
    addProfile,
    addReproduce,
    addBench,
  ];
  for (const add of commands) add(program, session);
  return program;
}

/** The longest run of words that names a command, for `--help`: `runs show `. */
function commandPath(program: Command, words: readonly string[]): string {
  let path = '';
  let command: Command | undefined = program;
  for (const word of words) {
    command = command?.commands.find((each) => each.name() === word);
    if (command === undefined) return path;
    path += `${word} `;
  }
  return path;
}
