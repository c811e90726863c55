import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit code; `null` when the command could not be started or was ended by a signal. */
  readonly code: number | null;
  readonly output: string;
  readonly errorOutput: string;
}

export interface CommandOptions {
  readonly input?: string;
  /** Lets the command draw on the terminal: its standard output is not collected. */
  readonly showOutput?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

/** Runs a program to its end, without a shell. Never throws: a program that is not there has code `null`. */
export function runCommand(
  program: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { promise, resolve } = Promise.withResolvers<CommandResult>();
  const child = spawn(program, parameters, {
    stdio: ['pipe', options.showOutput === true ? 'inherit' : 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
    ...(options.directory === undefined ? {} : { cwd: options.directory }),
  });
  let output = '';
  let errorOutput = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errorOutput += text));
  child.on('error', (error) => {
    resolve({ code: null, output, errorOutput: error.message });
  });
  child.on('close', (code) => {
    resolve({ code, output, errorOutput });
  });
  // A program that ends early closes its input; its exit code tells the story.
  child.stdin?.on('error', () => undefined).end(options.input ?? '');
  return promise;
}

/**
 * The line of a tool's error output that says what went wrong, shortened for a sentence: the first or the last that
 * speaks of an error (compilers start with the cause, pip ends with it), or else the last.
 */
export function errorLine(errorOutput: string, which: 'first' | 'last'): string {
  const lines = errorOutput
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const errors = lines.filter((line) => /error|undefined reference/i.test(line));
  const line = (which === 'first' ? errors.at(0) : errors.at(-1)) ?? lines.at(-1) ?? 'no message';
  const bare = line.replace(/^error:\s*/i, '').replace(/[.\s]+$/, '');
  return bare.length > 200 ? `${bare.slice(0, 200)}...` : bare;
}
