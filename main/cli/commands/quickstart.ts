import type { Command } from 'commander';
import { formatDuration } from '../../report/format-number.ts';
import { studyReport } from '../../report/study-report.ts';
import type { EngineChoice } from '../../contract/specification.ts';
import type { QuickstartResult } from '../../runs/laboratory/study-services.ts';
import { addWorkspaceCommand, engineOption } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';
import { outcomeProblem } from '../stopped.ts';

interface QuickstartCommandOptions extends WorkspaceOptions {
  readonly engine: EngineChoice['name'];
}

export function addQuickstart(program: Command, session: CommandSession): void {
  addWorkspaceCommand(program, 'quickstart', 'The whole job on built-in data in about a minute.', 'makes')
    .addOption(engineOption('what computes').default('auto'))
    .action((options: QuickstartCommandOptions) =>
      session.study(options, async ({ laboratory, watcher }) => {
        const result = await laboratory.quickstart({ engine: options.engine }, watcher);
        return { document: result, text: quickstartText(result), problem: outcomeProblem([result]) };
      }),
    );
}

function quickstartText(result: QuickstartResult): string {
  const { comparison, study, workspace, engine, seconds } = result;
  return [
    comparison === undefined ? 'Nothing to compare yet.' : studyReport(comparison),
    `Took ${formatDuration(seconds)} on the ${engine} engine. Everything is in ${workspace}, as study ${study.id}.`,
    [
      'What to do next:',
      `  npm run -s lab -- compare ${study.id}                the tables again`,
      `  npm run -s lab -- runs list --study ${study.id}      its runs`,
      '  npm run -s lab -- run SPEC.yaml             a study of your own; docs/specification.md describes it,',
      '                                              resources/studies has ready ones',
    ].join('\n'),
  ].join('\n\n');
}
