import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EngineChoice } from '../../contract/specification.ts';
import { imageCacheFolder } from '../../data/image-folder/image-cache-folder.ts';
import type { ReadingOptions } from '../../data/read-data-set.ts';
import { runsTable } from '../../report/runs-table.ts';
import { studyReport } from '../../report/study-report.ts';
import { textTable } from '../../report/text-table.ts';
import type { StudyOutcome } from '../../runs/laboratory/study-services.ts';
import type { LaboratoryEvent } from '../../runs/progress/watcher.ts';
import { workProgress } from '../../runs/progress/work-progress.ts';
import { labelledProfiles } from '../../runs/specification/labelled-profiles.ts';
import { formatProblem } from '../../runs/specification/problem.ts';
import { methodLabel } from '../../contract/method-label.ts';
import { readSpecification } from '../../runs/specification/read-specification.ts';
import type { ReadSpecification } from '../../runs/specification/read-specification.ts';
import { addWorkspaceCommand, engineOption, parallelOption, precisionOption } from '../options.ts';
import type { Answer, CommandSession, WorkspaceOptions } from '../session.ts';
import { progressReporter } from '../progress.ts';
import { outcomeProblem } from '../stopped.ts';

interface RunCommandOptions extends WorkspaceOptions {
  readonly engine?: EngineChoice['name'];
  readonly precision?: EngineChoice['precision'];
  readonly check?: boolean;
  readonly parallel: number;
}

export function addRun(program: Command, session: CommandSession): void {
  addWorkspaceCommand(
    program,
    'run <spec.yaml>',
    'Runs a study from a specification: profiles × methods × seeds.',
    'makes',
  )
    .addOption(engineOption("what computes, instead of the specification's engine.name"))
    .addOption(precisionOption())
    .addOption(parallelOption())
    .option('--check', 'check the specification and say what would run, start nothing')
    .addHelpText('after', '\nThe same specification again continues what is not finished. Ctrl-C keeps what was done.')
    .action((path: string, options: RunCommandOptions) => {
      const { currentFolder } = session.context;
      const workspace = resolve(currentFolder, options.workspace);
      const specification = readSpecification(path, { currentFolder, workspace, engine: engineOf(options) });
      if (options.check) return checkOnly(session, specification, path, workspace);
      return session.study(options, async ({ laboratory, watcher }) => {
        const outcome = await laboratory.startStudy(specification, watcher, { parallel: options.parallel });
        return { document: outcome, text: outcomeText(outcome), problem: outcomeProblem([outcome]) };
      });
    });
}

/** What the options put in the place of the specification's engine. */
export function engineOf({
  engine,
  precision,
}: Pick<RunCommandOptions, 'engine' | 'precision'>): Partial<EngineChoice> {
  return { ...(engine === undefined ? {} : { name: engine }), ...(precision === undefined ? {} : { precision }) };
}

export function outcomeText({ comparison, study, runs }: StudyOutcome): string {
  const report = comparison === undefined ? runsTable(runs) : studyReport(comparison);
  return `${report}\n\nKept as study ${study.id}; \`npm run -s lab -- compare ${study.id}\` shows this again.`;
}

/** Tells how far it is: data that a network's file is compared with may take long to read. */
async function checkOnly(
  session: CommandSession,
  read: ReadSpecification,
  path: string,
  workspace: string,
): Promise<void> {
  const progress = progressReporter(session.context);
  const onEvent = (event: LaboratoryEvent): void => progress.event(event);
  await session.answer(async () => {
    try {
      return await checkAnswer(read, path, {
        onProgress: workProgress({ onEvent }, 'check', 'loading'),
        // A check makes no workspace
        ...(existsSync(workspace) ? { cacheFolder: imageCacheFolder(workspace) } : {}),
      });
    } finally {
      progress.end();
    }
  });
}

async function checkAnswer(read: ReadSpecification, path: string, reading: ReadingOptions): Promise<Answer> {
  // Only now: it brings along what reads data
  const { checkStudy, studyWarnings } = await import('../../runs/laboratory/check-study.ts');
  checkStudy(read, path);
  const warnings = studyWarnings(read, path, reading);
  const { specification, hash } = read;
  const profiles = labelledProfiles(specification).map(({ label }) => label);
  const methods = specification.methods.map(methodLabel);
  const { seeds, name } = specification;
  const runs = profiles.flatMap((profile) => methods.map((method) => ({ profile, method, seeds })));
  const count = runs.length * seeds.length;
  const table = textTable(
    [{ title: 'profile' }, { title: 'method' }, { title: 'seeds' }],
    runs.map((run) => [run.profile, run.method, run.seeds.join(', ')]),
  );
  return {
    document: { valid: true, name, hash, trainingRuns: count, runs, warnings, specification },
    text: [
      `${path} is valid: ${name}`,
      table,
      `${count} training ${count === 1 ? 'run' : 'runs'}; nothing was started.`,
      ...warnings.map((warning) => `${formatProblem(warning)}\n${warning.nextStep}`),
    ].join('\n\n'),
  };
}
