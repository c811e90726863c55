import { Option } from 'commander';
import type { Command } from 'commander';
import type { RunStatus } from '../../contract/run.ts';
import { runReport } from '../../report/run-report.ts';
import { runsTable } from '../../report/runs-table.ts';
import { addWorkspaceCommand, parallelOption, positiveInteger, positiveIntegers } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';
import { outcomeProblem } from '../stopped.ts';
import { outcomeText } from './run.ts';

const statuses: readonly RunStatus[] = ['queued', 'running', 'finished', 'failed', 'stopped', 'lost'];

interface ListOptions extends WorkspaceOptions {
  readonly study?: string;
  readonly status?: RunStatus;
}

/** `runs list`, `runs show`, `runs resume`, `runs stop` */
export function addRuns(program: Command, session: CommandSession): void {
  const runs = program
    .command('runs')
    .description('Runs in the store: listed, looked at, continued, stopped.')
    .helpCommand(false);
  addWorkspaceCommand(runs, 'list', 'A line a run, newest study first.', 'reads')
    .option('--study <study>', 'only of this study, by number or name')
    .addOption(new Option('--status <status>', 'only with this status').choices(statuses))
    .action(({ study, status, ...options }: ListOptions) =>
      session.work(options, async ({ laboratory }) => {
        const listed = await laboratory.listRuns({ study, status });
        return { document: { runs: listed }, text: runsTable(listed) };
      }),
    );
  addWorkspaceCommand(runs, 'show', 'Everything known of one run.', 'reads')
    .argument('<run>', 'its number', positiveInteger)
    .action((run: number, options: WorkspaceOptions) =>
      session.work(options, async ({ laboratory }) => {
        const details = await laboratory.showRun(run);
        return { document: details, text: runReport(details) };
      }),
    );
  addWorkspaceCommand(
    runs,
    'resume',
    'Continues runs from their last checkpoints; without numbers, all that can be continued.',
    'reads',
  )
    .argument('[run...]', 'their numbers', positiveIntegers)
    .addOption(parallelOption())
    .action((ids: readonly number[] | undefined, options: WorkspaceOptions & { readonly parallel: number }) =>
      session.study(options, async ({ laboratory, watcher }) => {
        const outcomes = await laboratory.resume(ids ?? [], watcher, { parallel: options.parallel });
        const text = outcomes.length === 0 ? 'There is nothing to continue.' : outcomes.map(outcomeText).join('\n\n');
        return { document: { studies: outcomes }, text, problem: outcomeProblem(outcomes) };
      }),
    );
  addWorkspaceCommand(
    runs,
    'stop',
    'Asks runs that another process works on to stop and keep what they have done.',
    'reads',
  )
    .argument('<run...>', 'their numbers', positiveIntegers)
    .action((ids: readonly number[], options: WorkspaceOptions) =>
      session.work(options, async ({ laboratory }) => {
        const stopped = await laboratory.stop(ids);
        const busy = stopped.filter(({ status }) => status === 'running').map(({ id }) => id);
        const note = `Run ${busy.join(', ')} ends after the step under way; \`npm run -s lab -- runs resume\` continues it.`;
        return {
          document: { runs: stopped },
          text: [runsTable(stopped), ...(busy.length > 0 ? [note] : [])].join('\n\n'),
        };
      }),
    );
}
