import { resolve } from 'node:path';
import type { LabError } from '../contract/errors.ts';
import type { Laboratory } from '../runs/services.ts';
import type { Watcher } from '../runs/progress/watcher.ts';
import { labCommand, shellWord } from '../runs/lab-command.ts';
import type { CommandContext } from './context.ts';
import { completedCommands } from './completed-commands.ts';
import { errorDocument, exitCodeOf, reportFailure, sentence } from './failure.ts';
import { withInterrupts } from './interrupts.ts';
import { defaultWorkspace, workspaceVariable } from './options.ts';
import { printable } from './printable.ts';
import { progressReporter } from './progress.ts';

/** Options every command has. */
export interface CommonOptions {
  readonly json?: boolean;
}

/** Options of a command that works on a workspace. */
export interface WorkspaceOptions extends CommonOptions {
  readonly workspace: string;
}

/** What a command has to say at its end. */
export interface Answer {
  /** The JSON document */
  readonly document: object;
  /** The same for people */
  readonly text: string;
  /** Something that makes the command fail although there is an answer */
  readonly problem?: LabError;
}

export interface Tools {
  readonly laboratory: Laboratory;
  readonly watcher: Watcher;
  /** Absolute */
  readonly workspace: string;
}

/** One command at work: opens the laboratory, watches it, prints the answer or what went wrong. */
export class CommandSession {
  readonly context: CommandContext;
  /** Known before the words are parsed, so that wrong use is told in JSON too */
  readonly json: boolean;
  readonly command: string;
  exitCode: 0 | 1 | 2 = 0;
  /** What a command needs to find the same workspace */
  private workspaceOption = '';

  constructor(context: CommandContext, words: readonly string[]) {
    this.context = context;
    this.json = words.includes('--json');
    this.command = labCommand(words);
  }

  /** For commands that need no laboratory. */
  async answer(work: () => Answer | Promise<Answer>): Promise<void> {
    try {
      this.print(await work());
    } catch (error) {
      this.exitCode = reportFailure(error, this.json, this.context, (text) => this.completed(text));
    }
  }

  /** For a command that works until it is interrupted, keeps what is done and says by itself what it has to say. */
  async attend(
    options: WorkspaceOptions,
    work: (signal: AbortSignal, workspace: string, say: (line: string) => void) => Promise<void>,
  ): Promise<void> {
    const workspace = this.useWorkspace(options);
    const say = (line: string): void => void this.context.errors.write(this.completed(`${line}\n`));
    try {
      await withInterrupts(this.context, say, true, (signal) => work(signal, workspace, say));
    } catch (error) {
      this.exitCode = reportFailure(error, this.json, this.context, (text) => this.completed(text));
    }
  }

  /**
   * With the laboratory, which is closed at the end whatever happens. That of a command without a workspace has the usual
   * one, and leaves it alone.
   *
   * @param keeps whether what is done is kept when it is interrupted, as the runs of a study are
   */
  async work(
    options: CommonOptions | WorkspaceOptions,
    work: (tools: Tools) => Promise<Answer>,
    keeps = false,
  ): Promise<void> {
    const progress = progressReporter(this.context);
    const workspace = this.useWorkspace(options);
    await this.answer(async () => {
      try {
        return await withInterrupts(
          this.context,
          (line) => progress.say(line),
          keeps,
          async (signal) => {
            const laboratory = await this.context.openLaboratory({ workspace, command: this.command });
            try {
              return await work({
                laboratory,
                workspace,
                watcher: { signal, onEvent: (event) => progress.event(event) },
              });
            } finally {
              await laboratory.close();
            }
          },
        );
      } finally {
        progress.end();
      }
    });
  }

  /** The same for work on a study, whose runs keep what they have done when it is interrupted. */
  async study(options: WorkspaceOptions, work: (tools: Tools) => Promise<Answer>): Promise<void> {
    return this.work(options, work, true);
  }

  /** @returns its absolute path; what is proposed from here on finds it, too */
  private useWorkspace(options: CommonOptions | WorkspaceOptions): string {
    const workspace = 'workspace' in options ? options.workspace : defaultWorkspace;
    const isUsual = workspace === defaultWorkspace || workspace === this.context.environment[workspaceVariable];
    this.workspaceOption = isUsual ? '' : ` --workspace ${shellWord(workspace)}`;
    return resolve(this.context.currentFolder, workspace);
  }

  private completed(text: string): string {
    return completedCommands(text, this.workspaceOption);
  }

  private print({ document, text, problem }: Answer): void {
    const { output, errors } = this.context;
    if (this.json) {
      const complete = problem === undefined ? document : { ...document, error: errorDocument(problem) };
      output.write(`${JSON.stringify(complete, null, 2)}\n`);
    } else {
      output.write(printable(this.completed(`${text}\n`)));
    }
    if (problem === undefined) return;
    errors.write(printable(this.completed(`${sentence(problem.message)}\n${problem.nextStep}\n`)));
    this.exitCode = exitCodeOf(problem);
  }
}
