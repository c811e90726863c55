import type { Command } from 'commander';
import type { DataSpecification } from '../../contract/data.ts';
import type { DataSet } from '../../data/data-set.ts';
import type { CommandContext } from '../context.ts';
import { addCommand } from '../options.ts';
import type { CommandSession } from '../session.ts';
import { isTerminal } from '../terminal.ts';
import { dataOfOptions, dataSources, withOptions, type DataOptions } from './data-options.ts';
import { dataText } from './data-text.ts';

/** `data show` */
export function addData(program: Command, session: CommandSession): void {
  const data = program.command('data').description('Data sets before they are used.').helpCommand(false);
  addCommand(data, 'show', 'Reads a data set and tells its classes, counts, shape, checksums and values.')
    .argument('<source>', dataSources.join(', '))
    .argument('[path]', 'file or folder; none for glyphs')
    .option('--layout <layout>', 'npz: nhwc (channels last) or nchw (channels first)')
    .option('--images <array>', 'npz: name of the array with the training images')
    .option('--labels <array>', 'npz: name of the array with their labels')
    .option('--test-images <array>', 'npz: name of the array with the test images')
    .option('--test-labels <array>', 'npz: name of the array with their labels')
    .option('--class-names <names>', 'npz: names of the classes 0, 1, 2, ..., parted by commas')
    .option('--size <height x width>', 'images: bring all to this size, for example 32x32')
    .option('--resize <how>', 'images: area, bilinear, or antialias (as torchvision)')
    .option('--channels <number>', 'images: 1 for grey, 3 for colours')
    .option('--label <column>', 'csv: name or number of the column with the class')
    .option('--header', 'csv: the first line names the columns')
    .option('--no-header', 'csv: the first line is a row')
    .option('--test <file>', 'csv: the file of the test part')
    .option('--test-fraction <share>', 'share of each class for the test part, where the source has none')
    .option('--seed <number>', 'of that split')
    .action((source: string, path: string | undefined, options: DataOptions) =>
      session.answer(async () => {
        const chosen = dataOfOptions(source, path, options, session.context.currentFolder);
        const { summariseData } = await import('../../data/data-summary.ts');
        const { dataDescription } = await import('../../runs/laboratory/data-description.ts');
        const summary = summariseData(await readShown(chosen, session.context));
        return {
          document: { data: chosen, ...summary },
          text: dataText(dataDescription(chosen, summary.parts[1]!.examples), summary),
        };
      }),
    );
}

async function readShown(chosen: DataSpecification, context: CommandContext): Promise<DataSet> {
  const { readDataSet } = await import('../../data/read-data-set.ts');
  const progress = progressOn(context);
  try {
    return readDataSet(chosen, { onProgress: progress.told });
  } catch (error) {
    throw withOptions(error);
  } finally {
    progress.end();
  }
}

const intervalMs = 500;

/** One line that is written over, on a terminal. */
function progressOn({ errors, environment, now }: CommandContext): {
  readonly told: (fraction: number, detail: string) => void;
  readonly end: () => void;
} {
  const beganMs = now();
  let lastMs = beganMs;
  let isShown = false;
  const isWanted = isTerminal(errors, environment);
  return {
    told(fraction, detail) {
      if (!isWanted || now() - lastMs < intervalMs) return;
      lastMs = now();
      isShown = true;
      const secondsLeft = Math.ceil((((lastMs - beganMs) / fraction) * (1 - fraction)) / 1000);
      errors.write(`\r\u001B[K${detail}, ${secondsLeft} s left`);
    },
    end() {
      if (isShown) errors.write('\r\u001B[K');
    },
  };
}
