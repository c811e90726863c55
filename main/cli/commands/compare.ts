import type { Command } from 'commander';
import { studyReport } from '../../report/study-report.ts';
import { addCommand } from '../options.ts';
import type { CommandSession, CommonOptions } from '../session.ts';

export function addCompare(program: Command, session: CommandSession): void {
  addCommand(program, 'compare <study>', 'The tables of a study: accuracy, sensitivity, step time, tests.')
    .option('--network <name>', 'energy-accuracy fronts of the points of this network alone')
    .addHelpText('after', '\nA study goes by its number or its name.')
    .action((study: string, { network, ...options }: CommonOptions & { readonly network?: string }) =>
      session.work(options, async ({ laboratory }) => {
        const comparison = await laboratory.compare(study, network === undefined ? {} : { network });
        return { document: comparison, text: studyReport(comparison) };
      }),
    );
}
