import { EventEmitter } from 'node:events';
import type { CommandContext, TextStream } from '../../main/cli/context.ts';
import { runCommandLine } from '../../main/cli/command-line.ts';
import type { LaboratoryOptions } from '../../main/runs/laboratory/laboratory-parts.ts';
import type { Laboratory } from '../../main/runs/services.ts';

/** Collects what is written to it. */
export function memoryStream(isTTY = false, columns?: number): TextStream & { readonly text: () => string } {
  let written = '';
  return {
    isTTY,
    columns,
    write: (text: string) => {
      written += text;
    },
    text: () => written,
  };
}

export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  readonly opened: readonly LaboratoryOptions[];
  readonly closed: number;
  /** Codes the process would have ended with at once */
  readonly exits: readonly number[];
}

/** Runs a command line against a laboratory that has only the given parts. */
export async function runWith(
  words: readonly string[],
  parts: Partial<Laboratory> = {},
  signals: EventEmitter = new EventEmitter(),
): Promise<CommandResult> {
  const output = memoryStream();
  const errors = memoryStream();
  const opened: LaboratoryOptions[] = [];
  const exits: number[] = [];
  let closed = 0;
  const unexpected = (): never => {
    throw new Error('The command asked for something the test did not expect.');
  };
  const laboratory: Laboratory = {
    doctor: unexpected,
    startStudy: unexpected,
    sensitivity: unexpected,
    quickstart: unexpected,
    listRuns: unexpected,
    showRun: unexpected,
    resume: unexpected,
    stop: unexpected,
    compare: unexpected,
    exportStudy: unexpected,
    describeNetwork: unexpected,
    checkNetwork: unexpected,
    exportNetwork: unexpected,
    createArchive: unexpected,
    verifyArchive: unexpected,
    openArchive: unexpected,
    importArchive: unexpected,
    bench: unexpected,
    close: async () => {
      closed++;
    },
    ...parts,
  };
  const context: CommandContext = {
    output,
    errors,
    environment: {},
    currentFolder: process.cwd(),
    signals,
    exit: (code) => exits.push(code),
    now: () => 0,
    openLaboratory: async (options) => {
      opened.push(options);
      return laboratory;
    },
  };
  const code = await runCommandLine(words, context);
  return { code, output: output.text(), errors: errors.text(), opened, closed, exits };
}
