import { Option } from 'commander';
import type { Command } from 'commander';
import type { EngineChoice } from '../../contract/specification.ts';
import { benchReport } from '../../report/bench-report.ts';
import { addCommand, engineOption, positiveInteger, precisionOption } from '../options.ts';
import type { CommandSession, CommonOptions } from '../session.ts';

interface BenchCommandOptions extends CommonOptions {
  readonly engine: EngineChoice['name'];
  readonly precision: EngineChoice['precision'];
  readonly architecture: string;
  readonly batch: number;
  readonly steps: number;
  readonly beside?: string;
  readonly lanmax?: boolean;
}

export function addBench(program: Command, session: CommandSession): void {
  addCommand(program, 'bench', 'Measures a noisy training step and its parts, with layers frozen and without.')
    .addOption(engineOption('what computes').default('auto'))
    .addOption(precisionOption().default('float32'))
    .option('--architecture <name>', 'network to train', 'resnet20-cifar')
    .addOption(new Option('--batch <images>', 'images a step').argParser(positiveInteger).default(128))
    .addOption(new Option('--steps <count>', 'measured steps').argParser(positiveInteger).default(20))
    .option('--beside <command>', "run another program's timing in turn with ours; its last JSON line gives medianMs")
    .option('--lanmax', 'measure epochs of LaNMax beside epochs under one fault rate too, their steps in turn')
    .action(({ engine, precision, architecture, batch, steps, beside, lanmax, ...options }: BenchCommandOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const choice = { name: engine, precision };
        const result = await laboratory.bench({ engine: choice, architecture, batch, steps, beside, lanmax }, watcher);
        return { document: result, text: benchReport(result) };
      }),
    );
}
