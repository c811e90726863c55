import type { Command } from 'commander';
import { studyReport } from '../../report/study-report.ts';
import { addWorkspaceCommand } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';

export function addCompare(program: Command, session: CommandSession): void {
  addWorkspaceCommand(
    program,
    'compare <study>',
    'The tables of a study: accuracy, sensitivity, step time, tests.',
    'reads',
  )
    .option('--network <name>', 'energy-accuracy fronts of the points of this network alone')
    .addHelpText('after', '\nA study goes by its number or its name.')
    .action((study: string, { network, ...options }: WorkspaceOptions & { readonly network?: string }) =>
      session.work(options, async ({ laboratory }) => {
        const comparison = await laboratory.compare(study, network === undefined ? {} : { network });
        return { document: comparison, text: studyReport(comparison) };
      }),
    );
}
