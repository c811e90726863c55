import type { LogitsCheck, NetworkCheck } from '../../contract/network-check.ts';
import type { DataSpecification } from '../../contract/data.ts';
import type { EngineChoice } from '../../contract/specification.ts';
import { mappingReport } from '../../data/network-files/mapping-report.ts';
import { compareLogits, readReferenceLogits, type ReferenceLogits } from '../../data/network-files/reference-logits.ts';
import { logitsProgram } from '../../lab/network/logits-program.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import type { Network } from '../../lab/network/network.ts';
import { LabError } from '../../contract/errors.ts';
import { fileOrigin } from './model-warnings.ts';
import { comparedOrigin } from './network-origin.ts';
import { openEngine } from '../job/open-engine.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import { studyNetworkWithWeights, type ModelChoice } from './study-network.ts';

export interface NetworkCheckRequest {
  /** With absolute paths */
  readonly model: ModelChoice;
  /** A safetensors file, in place of weights of its own */
  readonly weights?: string;
  /** An NPZ file with images and the logits that another program gave for them */
  readonly reference?: string;
  /** Of the data's images; without it the network has its own size */
  readonly size?: NetworkSize;
  /** What the files say of their images is compared with it */
  readonly data?: DataSpecification;
  readonly engine: EngineChoice['name'];
}

/** @param fraction 0 to 1. May throw to end the check */
export type CheckProgress = (fraction: number, detail: string) => void;

/**
 * Whether a network and its weights are what they should be: how the tensors of a weights file map to its parameters, and
 * how far its logits lie from those of another program.
 *
 * @throws LabError for files that are missing or damaged, and for reference logits of a network without trained weights
 */
export async function checkNetwork(request: NetworkCheckRequest, onProgress: CheckProgress): Promise<NetworkCheck> {
  const { model, weights, reference, size } = request;
  onProgress(0, 'network');
  const { network, ownWeights } = studyNetworkWithWeights(model, size);
  const mapping = weights === undefined ? undefined : mappingReport(network, weights);
  const origin = comparedOrigin(fileOrigin({ file: model.file, weights }), request.data, {
    onProgress: (_fraction, detail) => onProgress(0, detail),
  });
  const found = { network: network.name, ...(origin && { origin }), ...(mapping === undefined ? {} : { mapping }) };
  if (reference === undefined || mapping?.fits === false) return found;
  const parameters = weights === undefined ? ownWeights : readNetworkWeights(network, weights);
  if (parameters === undefined) {
    throw new LabError(
      'invalid-argument',
      `${network.name} is an architecture, and there are no weights whose logits could be compared.`,
      'Give a weights file too.',
    );
  }
  return { ...found, logits: await checkLogits(network, parameters, request, onProgress) };
}

type Parameters = Readonly<Record<string, Float32Array>>;

async function checkLogits(
  network: Network,
  parameters: Parameters,
  { reference, engine }: NetworkCheckRequest,
  onProgress: CheckProgress,
): Promise<LogitsCheck> {
  const expected = readReferenceLogits(reference!, network);
  const opened = await openEngine({ name: engine, precision: 'float32' });
  const found = await logitsOf(opened, network, parameters, expected, onProgress);
  const { images, maximumAbsoluteDifference, relative, agreeingTop1 } = compareLogits(found, expected);
  return {
    reference: reference!,
    images,
    classes: network.classes,
    engine: opened.description.name,
    maximumDifference: maximumAbsoluteDifference,
    relativeDifference: relative,
    agreeing: agreeingTop1,
  };
}

/** Images of a batch; a few large ones fit into the memory of every engine */
const batch = 16;

async function logitsOf(
  engine: Awaited<ReturnType<typeof openEngine>>,
  network: Network,
  parameters: Parameters,
  { images, count }: ReferenceLogits,
  onProgress: CheckProgress,
): Promise<Float32Array> {
  const { classes, inputShape } = network;
  const size = inputShape.reduce((product, length) => product * length, 1);
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const rows = Math.min(batch, count);
  const session = engine.open(shapes, { logits: logitsProgram(network, rows) }, parameters);
  const logits = new Float32Array(count * classes);
  try {
    for (let begin = 0; begin < count; begin += rows) {
      onProgress(begin / count, `logits of image ${begin + 1} of ${count}`);
      const some = Math.min(rows, count - begin);
      const read = new Float32Array(rows * size);
      read.set(images.subarray(begin * size, (begin + some) * size));
      const { logits: found } = await session.run('logits', { images: read });
      logits.set(found!.subarray(0, some * classes), begin * classes);
    }
    return logits;
  } finally {
    session.dispose();
  }
}
