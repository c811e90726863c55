import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { engineChoiceSchema } from '../contract/specification.ts';

export const workspaceVariable = 'NOISEFLOOR_WORKSPACE';
export const defaultWorkspace = './noisefloor-workspace';

/** A command with the option all have. */
export function addCommand(parent: Command, nameAndArguments: string, description: string): Command {
  return parent
    .command(nameAndArguments)
    .description(description)
    .addOption(new Option('--json', 'print one JSON document on stdout; progress stays on stderr'));
}

const workspaceUses = {
  makes: 'folder of the store, made when absent',
  reads: 'folder of the store',
} as const;

/**
 * The same for a command that works on a workspace.
 *
 * @param use what only reads refuses a folder without a store
 */
export function addWorkspaceCommand(
  parent: Command,
  nameAndArguments: string,
  description: string,
  use: keyof typeof workspaceUses,
): Command {
  return addCommand(parent, nameAndArguments, description).addOption(
    new Option('--workspace <dir>', workspaceUses[use])
      .default(defaultWorkspace)
      .env(workspaceVariable)
      .argParser(notEmpty),
  );
}

export function replaceOption(): Option {
  return new Option('--replace', 'write over a file that is there');
}

/** The name that {@link replaceOption} once had is still taken. */
export function formerReplaceOption(): Option {
  return new Option('--force').implies({ replace: true }).hideHelp();
}

/** Parses a name or a path. */
export function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

export function engineOption(description: string): Option {
  return new Option('--engine <name>', description).choices(engineChoiceSchema.shape.name.unwrap().options);
}

export function precisionOption(): Option {
  return new Option('--precision <name>', 'of the arithmetic').choices(
    engineChoiceSchema.shape.precision.unwrap().options,
  );
}

export function parallelOption(): Option {
  return new Option('--parallel <runs>', 'training runs at once; step times are then of runs that share the machine')
    .argParser(positiveInteger)
    .default(1);
}

/** Parses a whole number of at least 1, for an option or an argument. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  }
  return value;
}

/** For an argument that may be given several times. */
export function positiveIntegers(text: string, previous: readonly number[] = []): readonly number[] {
  return [...previous, positiveInteger(text)];
}
