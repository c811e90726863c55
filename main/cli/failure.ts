import type { CommanderError } from 'commander';
import { LabError, serializeError } from '../contract/errors.ts';
import type { SerializedError } from '../contract/errors.ts';
import { InvalidSpecificationError } from '../runs/specification/problem.ts';
import type { LocatedProblem } from '../runs/specification/problem.ts';
import type { CommandContext } from './context.ts';
import { printable } from './printable.ts';

/** The `error` of a JSON document. */
export interface ErrorDocument extends SerializedError {
  /** Of a specification: each with file, line, field */
  readonly problems?: readonly LocatedProblem[];
}

export function errorDocument(error: unknown): ErrorDocument {
  const document = serializeError(error);
  return error instanceof InvalidSpecificationError ? { ...document, problems: error.problems } : document;
}

/** 1: it failed; 2: it was used wrongly. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof LabError && error.kind === 'use' ? 2 : 1;
}

/** What commander refuses, in our words. */
export function usageError(error: CommanderError, command: string): LabError {
  const [first = '', hint = ''] = error.message.replace(/^error: /, '').split('\n');
  const meant = /Did you mean (.*)\?\)/.exec(hint)?.[1];
  const cause = `${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.$/, '')}`;
  return new LabError(
    'invalid-argument',
    `${cause}${meant === undefined ? '.' : `, did you mean ${meant}?`}`,
    `\`npm run -s lab -- ${command}--help\` lists what there is.`,
    { cause: error },
  );
}

/** With a full stop, wherever the sentence comes from. */
export function sentence(text: string): string {
  return /[.?!:)\]`]$/.test(text) ? text : `${text}.`;
}

/**
 * Two lines on stderr, cause and next step; as JSON on stdout besides, when that was asked for.
 *
 * @param completed of the commands in a text, see `completedCommands`
 */
export function reportFailure(
  error: unknown,
  json: boolean,
  context: CommandContext,
  completed: (text: string) => string = (text) => text,
): 1 | 2 {
  const document = errorDocument(error);
  if (json) context.output.write(`${JSON.stringify({ error: document }, null, 2)}\n`);
  context.errors.write(printable(completed(`${sentence(document.message)}\n${document.nextStep}\n`)));
  return exitCodeOf(error);
}
