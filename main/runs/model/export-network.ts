import { LabError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import type { NetworkExport, NetworkFormat } from '../../contract/workbench/networks.ts';
import { codedWeights, weightsSafetensors, type CodedWeights } from '../../data/network-files/weights-safetensors.ts';
import { exportOnnx } from '../../data/onnx/export-onnx.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import { codedValues, weightCodes } from '../../lab/noise/weight-codes.ts';
import { matmulLayers, type Network } from '../../lab/network/network.ts';
import type { Workspace } from '../../store/workspace.ts';
import { trainedNetwork, trainedParameters } from './trained-network.ts';

export interface NetworkExportRequest {
  readonly runId: number;
  readonly format: NetworkFormat;
  /** Weights as the integers that the hardware stores */
  readonly codes: boolean;
  /** Absolute; replaced where it is there */
  readonly path: string;
  /** Of this program */
  readonly version: string;
  /** That does the same, for the file's metadata */
  readonly command: string;
}

/** The command line that writes the same file, for its metadata. */
export function exportNetworkCommand({
  runId,
  path,
  codes,
}: Pick<NetworkExportRequest, 'runId' | 'path' | 'codes'>): string {
  const file = /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
  return `npm run -s lab -- network export ${runId} ${file}${codes ? ' --codes' : ''}`;
}

type Parameters = Readonly<Record<string, Float32Array>>;

/**
 * Writes the network that a finished run trained, whole or not at all. A safetensors file of float weights has those of the
 * store, bit by bit. An ONNX file computes what the trained network does: where its hardware has binary weights, those.
 *
 * @throws LabError 'not-found' for a run without trained weights; 'invalid-argument' for codes where nothing is quantised;
 * 'disk-full' and the like
 */
export function exportNetwork(workspace: Workspace, request: NetworkExportRequest): NetworkExport {
  const { runId, format, codes, path } = request;
  const trained = trainedNetwork(workspace, runId);
  const { network, hardware } = trained;
  const parameters = trainedParameters(trained);
  const coded = codes ? codesOf(network, parameters, hardware, runId) : {};
  const provenance = provenanceOf(workspace, request, codes ? hardware : undefined);
  const isBinary = hardware?.quantization?.scheme === 'binary';
  const parts =
    format === 'safetensors'
      ? weightsSafetensors(network, parameters, provenance, coded)
      : [
          exportOnnx(network, isBinary ? binaryValues(network, parameters, hardware) : parameters, {
            version: request.version,
            provenance,
            codes: coded,
          }),
        ];
  writeFileWhole(path, parts);
  const codedLayers = matmulLayers(network).filter(({ parameters: { weight } }) => Object.hasOwn(coded, weight));
  const inputs =
    'It reads images as the study gave them to it: normalised by the mean and deviation of its training images.';
  return {
    path,
    bytes: parts.reduce((sum, part) => sum + part.length, 0),
    network: network.name,
    codedLayers: codedLayers.map(({ name }) => name),
    notes: [
      inputs,
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
  const { studyId } = runs.get(runId);
  return {
    study: studies.get(studyId).name,
    run: String(runId),
    weights_sha256: checkpoints.final(runId)!.sha256,
    noisefloor: version,
    command,
    ...(hardware?.quantization === undefined ? {} : { quantization: JSON.stringify(hardware.quantization) }),
  };
}
