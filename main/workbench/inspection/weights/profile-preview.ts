import { LabError } from '../../../contract/errors.ts';
import type { Profile } from '../../../contract/profile.ts';
import type { ProfilePreview } from '../../../contract/workbench/inspection.ts';
import { matmulLayers, type MatmulNode, type Network } from '../../../lab/network/network.ts';
import { weightCount } from '../../../lab/network/weight-count.ts';
import { cleanWeight, disturbedWeight, isRandom, layerProfile, noiseStreams } from '../../../lab/noise/perturb.ts';
import { bitShares, checkProfile } from '../../../lab/noise/report.ts';
import { defineProgram, type Engine, type Program } from '../../../lab/ops/engine.ts';
import type { Ops } from '../../../lab/ops/ops.ts';
import { decibel, layerHistogram, meanSquare, meanSquareDifference, standardDeviation } from './weight-statistics.ts';

export interface PreviewRequest {
  readonly network: Network;
  /** In our layout, by name; weights of matmul layers at least */
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly profile: Profile;
  readonly seed: number;
  /** Whose histogram is wanted */
  readonly layer?: string;
  readonly bins: number;
}

/**
 * What a profile does to each layer of a network in one draw: draw 0 of the streams that a run's noise report has under the
 * same seed. The clean weights of a binary network are its binary ones, as everywhere in the lab; the error of integer
 * quantisation is part of the disturbance.
 *
 * @param onLayer called before each layer with the share of the weights that is done; may throw to end it
 * @throws LabError 'unknown-layer' for a histogram, or a profile, of layers that the network does not have
 */
export async function previewProfile(
  engine: Engine,
  request: PreviewRequest,
  onLayer: (fraction: number, layer: string) => void = () => undefined,
): Promise<Pick<ProfilePreview, 'layers' | 'histogram'>> {
  const { network, profile, layer: chosen, bins } = request;
  checkProfile(network, profile);
  const nodes = matmulLayers(network);
  requireLayer(network, nodes, chosen);
  const layers: ProfilePreview['layers'] = [];
  let histogram: ProfilePreview['histogram'];
  const all = nodes.reduce((sum, node) => sum + weightCount(network, node), 0);
  let done = 0;
  for (const node of nodes) {
    onLayer(done / all, node.name);
    done += weightCount(network, node);
    const { clean, disturbed, wrong } = await disturb(engine, request, node);
    const noise = meanSquareDifference(clean, disturbed);
    layers.push({
      layer: node.name,
      weights: weightCount(network, node),
      standardDeviation: standardDeviation(clean),
      noiseRms: Math.sqrt(noise),
      signalToNoiseDecibel: decibel(meanSquare(clean), noise),
      ...(wrong === undefined ? {} : { bitErrorRate: wrong }),
      disturbed: isDisturbed(profile, node),
    });
    if (node.name === chosen) histogram = layerHistogram(node.name, clean, disturbed, bins);
  }
  return { layers, ...(histogram === undefined ? {} : { histogram }) };
}

/** Does the profile do anything to it, whatever this draw shows? */
function isDisturbed(profile: Profile, { name }: MatmulNode): boolean {
  if (profile.except.includes(name)) return false;
  const { quantization } = profile;
  const isRounded = quantization !== undefined && quantization.scheme !== 'binary';
  return isRounded || isRandom(layerProfile(profile, name));
}

interface Disturbed {
  readonly clean: Float32Array;
  readonly disturbed: Float32Array;
  /** Share of stored bits read wrong, where there are any */
  readonly wrong?: number;
}

/** A session a layer: so that no more than one layer is in the engine's memory at a time. */
async function disturb(
  engine: Engine,
  { network, parameters, profile, seed }: PreviewRequest,
  node: MatmulNode,
): Promise<Disturbed> {
  const weight = parameters[node.parameters.weight]!;
  if (profile.except.includes(node.name)) return { clean: weight, disturbed: weight };
  const { shape } = network.parameters[node.parameters.weight]!;
  const program = disturbingProgram(layerProfile(profile, node.name), node.name, seed);
  const session = engine.open({ weight: shape }, { program }, { weight });
  try {
    const { clean = weight, disturbed, wrong } = await session.run('program', { draw: Int32Array.of(0) });
    return { clean, disturbed: disturbed!, ...(wrong === undefined ? {} : { wrong: wrong[0]! }) };
  } finally {
    session.dispose();
  }
}

function disturbingProgram(profile: Profile, layer: string, seed: number): Program {
  return defineProgram({
    inputs: { draw: { shape: [], type: 'int32' } },
    build<T>(ops: Ops<T>, { draw }: Readonly<Record<string, T>>, { weight }: Readonly<Record<string, T>>) {
      const streams = noiseStreams(seed, 'report', layer, draw!);
      return {
        outputs: {
          disturbed: disturbedWeight(ops, weight!, profile, streams),
          ...(profile.quantization?.scheme === 'binary' ? { clean: cleanWeight(ops, weight!, profile) } : {}),
          ...(profile.memory === undefined ? {} : { wrong: bitShares(ops, weight!, profile, streams).wrong }),
        },
      };
    },
  });
}

function requireLayer(network: Network, nodes: readonly MatmulNode[], layer: string | undefined): void {
  if (layer === undefined || nodes.some(({ name }) => name === layer)) return;
  throw new LabError(
    'unknown-layer',
    `${network.name} has no convolution or linear layer called "${layer}".`,
    `Use one of: ${nodes.map(({ name }) => name).join(', ')}.`,
  );
}
