import { existsSync, statSync } from 'node:fs';
import { LabError } from '../../contract/errors.ts';
import type { NetworkInputs } from '../../contract/network-inputs.ts';
import type { Profile } from '../../contract/profile.ts';
import type { NetworkExport } from '../../contract/workbench/networks.ts';
import { codedWeights, weightsSafetensors, type CodedWeights } from '../../data/network-files/weights-safetensors.ts';
import { exportOnnx } from '../../data/onnx/export-onnx.ts';
import { inputMetadata } from '../../data/network-files/network-metadata.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import { codedValues, weightCodes } from '../../lab/noise/weight-codes.ts';
import { matmulLayers, type Network } from '../../lab/network/network.ts';
import type { Workspace } from '../../store/workspace.ts';
import { labCommand } from '../lab-command.ts';
import type { NetworkExportQuestion } from './network-services.ts';
import { trainedInputs } from './trained-inputs.ts';
import { trainedNetwork, trainedParameters } from './trained-network.ts';

export interface NetworkExportRequest extends NetworkExportQuestion {
  /** Of this program */
  readonly version: string;
  /** That does the same, for the file's metadata */
  readonly command: string;
}

/** The command line that writes the same file, for its metadata. */
export function exportNetworkCommand({ runId, path, codes, withNormalisation }: NetworkExportQuestion): string {
  return labCommand([
    ...['network', 'export', String(runId), path],
    ...(codes ? ['--codes'] : []),
    ...(withNormalisation === true ? ['--with-normalisation'] : []),
  ]);
}

type Parameters = Readonly<Record<string, Float32Array>>;

/**
 * Writes the network that a finished run trained, whole or not at all. A safetensors file of float weights has those of the
 * store, bit by bit. An ONNX file computes what the trained network does: where its hardware has binary weights, those. How images
 * were normalised, and where the network is from, is in the metadata.
 *
 * @throws LabError 'not-found' for a run without trained weights; 'invalid-argument' for codes where nothing is quantised, and
 * for a normalisation that is not known or in a format that has no place for it, and where a file is there; 'disk-full' and the
 * like
 */
export function exportNetwork(workspace: Workspace, request: NetworkExportRequest): NetworkExport {
  const { runId, format, codes, path, replace = false } = request;
  if (!replace) assertFree(path);
  const trained = trainedNetwork(workspace, runId);
  const { network, hardware } = trained;
  const parameters = trainedParameters(trained);
  const coded = codes ? codesOf(network, parameters, hardware, runId) : {};
  const inputs = trainedInputs(workspace.runs.get(runId));
  const normalisation = request.withNormalisation === true ? requireInputs(inputs, request) : undefined;
  const provenance = {
    ...provenanceOf(workspace, request, codes ? hardware : undefined),
    ...(inputs === undefined ? {} : inputMetadata(inputs, normalisation !== undefined)),
  };
  const isBinary = hardware?.quantization?.scheme === 'binary';
  const parts =
    format === 'safetensors'
      ? weightsSafetensors(network, parameters, provenance, coded)
      : [
          exportOnnx(network, isBinary ? binaryValues(network, parameters, hardware) : parameters, {
            version: request.version,
            provenance,
            codes: coded,
            ...(normalisation && { normalisation }),
          }),
        ];
  writeFileWhole(path, parts);
  const codedLayers = matmulLayers(network).filter(({ parameters: { weight } }) => Object.hasOwn(coded, weight));
  return {
    path,
    bytes: parts.reduce((sum, part) => sum + part.length, 0),
    network: network.name,
    codedLayers: codedLayers.map(({ name }) => name),
    notes: [
      inputsNote(inputs, normalisation !== undefined),
      ...(isBinary && !codes
        ? [
            format === 'onnx'
              ? 'The hardware has binary weights, and so has the file.'
              : 'The hardware has binary weights; the file has the real ones behind them, which training moves.',
          ]
        : []),
    ],
  };
}

function assertFree(path: string): void {
  if (!existsSync(path)) return;
  throw new LabError(
    'invalid-argument',
    `There is a ${statSync(path).isFile() ? 'file' : 'folder'} at ${path} already.`,
    'Choose another name, or let a file be replaced (on the command line with `--replace`).',
  );
}

function inputsNote(inputs: NetworkInputs | undefined, isInside: boolean): string {
  if (isInside) {
    return `It reads images that are not normalised, ${inputs!.range === 'unit' ? 'from 0 to 1' : 'in numbers as the data has them'}.`;
  }
  const what =
    'It reads images as the study gave them to it: normalised by the mean and deviation of its training images';
  return inputs === undefined
    ? `${what}. The run did not record them and its data is not there as it was, so that the file does not have them.`
    : `${what}, which are in its metadata.`;
}

function requireInputs(inputs: NetworkInputs | undefined, { runId, format }: NetworkExportRequest): NetworkInputs {
  if (format !== 'onnx') {
    throw new LabError(
      'invalid-argument',
      'A safetensors file has weights alone, and no place for the normalisation of images.',
      'Export the network as ONNX.',
    );
  }
  if (inputs !== undefined) return inputs;
  throw new LabError(
    'invalid-argument',
    `How the images of run ${runId} were normalised is not known: the run did not record it, and its data is not there as it was.`,
    'Export the network without the normalisation, or bring the data back.',
  );
}

function codesOf(network: Network, parameters: Parameters, hardware: Profile | undefined, runId: number): CodedWeights {
  const quantization = hardware?.quantization;
  if (hardware !== undefined && quantization !== undefined) {
    return codedWeights(network, parameters, { quantization, except: hardware.except });
  }
  throw new LabError(
    'invalid-argument',
    `The weights of run ${runId} are not quantised, so that there are no integer codes of them.`,
    'Export it without codes.',
  );
}

function binaryValues(network: Network, parameters: Parameters, hardware: Profile): Parameters {
  const binary = matmulLayers(network)
    .filter(({ name }) => !hardware.except.includes(name))
    .map(({ parameters: { weight } }): [string, Float32Array] => {
      const { shape } = network.parameters[weight]!;
      return [weight, codedValues(weightCodes(parameters[weight]!, shape, hardware.quantization!))];
    });
  return { ...parameters, ...Object.fromEntries(binary) };
}

function provenanceOf(
  { runs, studies, checkpoints }: Workspace,
  { runId, version, command }: NetworkExportRequest,
  hardware: Profile | undefined,
): Readonly<Record<string, string>> {
  const { studyId, configuration } = runs.get(runId);
  return {
    study: studies.get(studyId).name,
    run: String(runId),
    data: configuration.study.data.source,
    weights_sha256: checkpoints.final(runId)!.sha256,
    noisefloor: version,
    command,
    ...(hardware?.quantization === undefined ? {} : { quantization: JSON.stringify(hardware.quantization) }),
  };
}
