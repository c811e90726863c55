import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { LabError } from '../../contract/errors.ts';
import type { NetworkExport, NetworkFormat } from '../../contract/workbench/networks.ts';
import { dataSchema, type DataSpecification, type EngineChoice } from '../../contract/specification.ts';
import { formatCount } from '../../contract/text/digits.ts';
import { networkCheckReport, networkReport } from '../../report/network-report.ts';
import { modelOf } from '../../runs/model/named-model.ts';
import { addCommand, addWorkspaceCommand, engineOption, positiveInteger, replaceOption } from '../options.ts';
import type { CommandSession, CommonOptions, WorkspaceOptions } from '../session.ts';

interface ShowOptions extends CommonOptions {
  readonly data?: string;
}

interface CheckOptions extends ShowOptions {
  readonly weights?: string;
  readonly reference?: string;
  readonly engine?: EngineChoice['name'];
}

interface ExportOptions extends WorkspaceOptions {
  readonly codes?: boolean;
  readonly withNormalisation?: boolean;
  readonly replace?: boolean;
}

const whichNetwork = 'name of an architecture, or path of an ONNX file or of the model.json of a tfjs layers model';
const whichData = 'size it for this data: SOURCE or SOURCE:PATH, for example glyphs, cifar10:../data/cifar10';

/** `network show`, `network check`, `network export` */
export function addNetwork(program: Command, session: CommandSession): void {
  const { currentFolder } = session.context;
  const network = program.command('network').description('Networks and their weights, in and out.').helpCommand(false);
  addCommand(network, 'show', 'The layers of a network: shapes, parameters, arithmetic.')
    .argument('<network>', whichNetwork)
    .option('--data <source>', whichData)
    .action((word: string, { data, ...options }: ShowOptions) =>
      session.work(options, async ({ laboratory }) => {
        const described = await laboratory.describeNetwork({
          model: modelOf(word, currentFolder),
          ...dataOf(data, currentFolder),
        });
        return { document: described, text: networkReport(described) };
      }),
    );
  addCommand(network, 'check', 'Whether weights fit a network, and its logits beside those of another program.')
    .argument('<network>', whichNetwork)
    .option('--weights <file>', "safetensors file with torchvision's names")
    .option(
      '--reference <file>',
      'NPZ file with `inputs` (or `images`) and `logits`; docs/networks.md says how to write it',
    )
    .option('--data <source>', whichData)
    .addOption(engineOption('what computes the logits; the fastest there is by default'))
    .action((word: string, { data, weights, reference, engine = 'auto', ...options }: CheckOptions) =>
      session.work(options, async ({ laboratory, watcher }) => {
        const found = await laboratory.checkNetwork(
          {
            model: modelOf(word, currentFolder),
            ...dataOf(data, currentFolder),
            ...(weights === undefined ? {} : { weights: resolve(currentFolder, weights) }),
            ...(reference === undefined ? {} : { reference: resolve(currentFolder, reference) }),
            engine,
          },
          watcher,
        );
        const problem = found.mapping?.fits === false ? misfit(found.network) : undefined;
        return { document: found, text: networkCheckReport(found), ...(problem && { problem }) };
      }),
    );
  addWorkspaceCommand(network, 'export', 'Writes the network that a finished run has trained.', 'reads')
    .argument('<run>', 'its number', positiveInteger)
    .argument('<file>', 'NAME.onnx or NAME.safetensors')
    .option('--codes', "weights as the integer codes of the profile's quantisation")
    .option('--with-normalisation', 'ONNX: begin with the normalisation of images, so that it reads them from 0 to 1')
    .addOption(replaceOption())
    .action((runId: number, file: string, asked: ExportOptions) => {
      const { codes = false, withNormalisation = false, replace = false, ...options } = asked;
      return session.work(options, async ({ laboratory }) => {
        const path = resolve(currentFolder, file);
        const question = { runId, format: formatOf(file), codes, withNormalisation, path, replace };
        const written = await laboratory.exportNetwork(question);
        return { document: written, text: exportText(written) };
      });
    });
}

function formatOf(file: string): NetworkFormat {
  const ending = extname(file).toLowerCase();
  if (ending === '.onnx' || ending === '.safetensors') return ending.slice(1) as NetworkFormat;
  throw new LabError(
    'invalid-argument',
    `The name ${file} does not say the format of the file.`,
    'End it in .onnx or .safetensors.',
  );
}

function dataOf(written: string | undefined, currentFolder: string): { readonly data?: DataSpecification } {
  if (written === undefined) return {};
  const [source, ...path] = written.split(':');
  const { success, data } = dataSchema.safeParse({
    source,
    ...(path.length === 0 ? {} : { path: resolve(currentFolder, path.join(':')) }),
  });
  if (success) return { data };
  throw new LabError(
    'invalid-argument',
    `"${written}" is no source of data.`,
    'Use one of docs/data.md, for example `glyphs` or `cifar10:../shared/data/cifar10`.',
  );
}

function misfit(network: string): LabError {
  return new LabError(
    'weights-mismatch',
    `The weights do not fit ${network}.`,
    'The table says which parameters differ.',
  );
}

function exportText({ path, bytes, network, codedLayers, notes }: NetworkExport): string {
  const codes =
    codedLayers.length === 0
      ? ''
      : `, ${formatCount(codedLayers.length)} ${codedLayers.length === 1 ? 'layer' : 'layers'} as integer codes`;
  return [`${network}${codes}: ${path} (${formatCount(bytes)} bytes)`, ...notes].join('\n');
}
