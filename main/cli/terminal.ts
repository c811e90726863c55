import type { CommandContext, TextStream } from './context.ts';

type Environment = CommandContext['environment'];

/** Whether lines may be redrawn on it. */
export function isTerminal(stream: TextStream, environment: Environment): boolean {
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

const codes = { red: 31, green: 32, yellow: 33 } as const;

/** Colours text for a terminal, unless NO_COLOR is set (https://no-color.org). */
export function paint(text: string, colour: keyof typeof codes, stream: TextStream, environment: Environment): string {
  const wanted = isTerminal(stream, environment) && (environment.NO_COLOR ?? '') === '';
  return wanted ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text;
}
