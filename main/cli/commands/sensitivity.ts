import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EngineChoice } from '../../contract/specification.ts';
import { sensitivityReport } from '../../report/study-report.ts';
import { readSpecification } from '../../runs/specification/read-specification.ts';
import { addWorkspaceCommand, engineOption, precisionOption } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';
import { engineOf } from './run.ts';

interface SensitivityCommandOptions extends WorkspaceOptions {
  readonly engine?: EngineChoice['name'];
  readonly precision?: EngineChoice['precision'];
}

export function addSensitivity(program: Command, session: CommandSession): void {
  addWorkspaceCommand(
    program,
    'sensitivity <spec.yaml>',
    'Scores the layers of the specified network under its profiles.',
    'makes',
  )
    .addOption(engineOption("what computes, instead of the specification's engine.name"))
    .addOption(precisionOption())
    .action((path: string, options: SensitivityCommandOptions) => {
      const { currentFolder } = session.context;
      const workspace = resolve(currentFolder, options.workspace);
      const specification = readSpecification(path, { currentFolder, workspace, engine: engineOf(options) });
      return session.study(options, async ({ laboratory, watcher }) => {
        const result = await laboratory.sensitivity(specification, watcher);
        return { document: result, text: sensitivityReport(result) };
      });
    });
}
