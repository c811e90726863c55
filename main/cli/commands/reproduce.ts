import { Option, type Command } from 'commander';
import type { EngineChoice } from '../../contract/specification.ts';
import { reproductionReport } from '../../report/reproduction/reproduction-report.ts';
import { prepareReproduction, reproductionNames, scales, type Scale } from '../../runs/reproduction/reproductions.ts';
import { addWorkspaceCommand, engineOption, parallelOption, precisionOption } from '../options.ts';
import type { CommandSession, WorkspaceOptions } from '../session.ts';
import { outcomeProblem } from '../stopped.ts';
import { engineOf, outcomeText } from './run.ts';

interface ReproduceOptions extends WorkspaceOptions {
  readonly engine?: EngineChoice['name'];
  readonly precision?: EngineChoice['precision'];
  readonly scale: Scale;
  readonly parallel: number;
  readonly data?: string;
  readonly weights?: string;
}

export function addReproduce(program: Command, session: CommandSession): void {
  addWorkspaceCommand(
    program,
    'reproduce <result>',
    "Repeats a paper's result by a shipped study, and prints it beside ours.",
    'makes',
  )
    .addOption(new Option('--scale <size>', 'of the study').choices(scales).default('small'))
    .option('--data <folder>', "the data, instead of where the study's specification has them")
    .option('--weights <file>', 'the pretrained weights, the same')
    .addOption(engineOption("what computes, instead of the study's engine.name"))
    .addOption(precisionOption())
    .addOption(parallelOption())
    .addHelpText('after', `\n${resultsHelp}`)
    .action((name: string, options: ReproduceOptions) => {
      const { scale, data, weights, parallel } = options;
      const { specification, reproduce } = prepareReproduction(name, {
        scale,
        ...(data === undefined ? {} : { data }),
        ...(weights === undefined ? {} : { weights }),
        engine: engineOf(options),
        currentFolder: session.context.currentFolder,
      });
      return session.study(options, async ({ laboratory, watcher }) => {
        const outcome = await laboratory.startStudy(specification, watcher, { parallel });
        const reproduction = outcome.comparison === undefined ? undefined : reproduce(outcome.comparison);
        return {
          document: { ...outcome, ...(reproduction === undefined ? {} : { reproduction }) },
          text: [outcomeText(outcome), ...(reproduction === undefined ? [] : [reproductionReport(reproduction)])].join(
            '\n\n',
          ),
          problem: outcomeProblem([outcome]),
        };
      });
    });
}

const resultsHelp = `Results: ${reproductionNames.join(', ')}.
  saft-table1   SAFT (arXiv:2306.03076), table 1: noise injection and SAFT under Gaussian noise. Small: ResNet-20 on CIFAR-10,
                14 runs. The paper's networks need ImageNet.
  lanmax-fig3   LaNMax (arXiv:1912.10764), figure 3: energy and accuracy. Small: perceptrons on MNIST, 66 runs; --parallel 2
                helps. Paper: Wide ResNet-28 on CIFAR-10, which was never run to its end here.
The same again continues what is not finished, and prints the tables of what is.`;
