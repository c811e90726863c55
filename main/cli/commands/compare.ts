import type { Command } from 'commander';
import { studyReport } from '../../report/study-report.ts';
import { addCommand } from '../options.ts';
import type { CommandSession, CommonOptions } from '../session.ts';

export function addCompare(program: Command, session: CommandSession): void {
  addCommand(program, 'compare <study>', 'The tables of a study: accuracy, sensitivity, step time, tests.')
    .addHelpText('after', '\nA study goes by its number or its name.')
    .action((study: string, options: CommonOptions) =>
      session.work(options, async ({ laboratory }) => {
        const comparison = await laboratory.compare(study);
        return { document: comparison, text: studyReport(comparison) };
      }),
    );
}
