import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { formatCount } from '../../report/format-number.ts';
import { textTable } from '../../report/text-table.ts';
import type { FiguresExport } from '../../runs/services.ts';
import { addCommand } from '../options.ts';
import type { CommandSession, CommonOptions } from '../session.ts';

export function addExport(program: Command, session: CommandSession): void {
  addCommand(program, 'export', "The data of a study's figures as CSV files in a folder.")
    .argument('<study>', 'its number or its name')
    .argument('<folder>', 'made when absent; files of the same names are replaced', (folder: string) => {
      if (folder === '') throw new InvalidArgumentError('It is empty.');
      return folder;
    })
    .addHelpText('after', `\n${filesHelp}`)
    .action((study: string, folder: string, options: CommonOptions) =>
      session.work(options, async ({ laboratory }) => {
        const written = await laboratory.exportFigures(study, resolve(session.context.currentFolder, folder));
        return { document: written, text: exportText(written) };
      }),
    );
}

const filesHelp = `Files, of which those are written that the study has data for:
  test-rate-against-training-rate.csv   needs evaluation.faultRates
  one-layer-random.csv                  needs evaluation.randomisedLayers
  energy-accuracy.csv, energy-accuracy-by-seed.csv, hypervolumes.csv, savings.csv, gains.csv
                                        need a profile with a memory
  assigned-rates.csv, rate-history.csv  need a method lanmax
  export.json                           study, versions, command, date`;

function exportText({ study, folder, provenance, files }: FiguresExport): string {
  const table = textTable(
    [{ title: 'file' }, { title: 'rows', align: 'right' }, { title: 'shows' }],
    files.map(({ file, rows, shows }) => [file, formatCount(rows), shows]),
  );
  return `${table}\n\nWritten to ${folder}, of study ${study.id} (${study.name}); ${provenance} says where they come from.`;
}
