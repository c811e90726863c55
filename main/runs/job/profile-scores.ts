import type { Profile } from '../../contract/profile.ts';
import type { RunConfiguration, SensitivityScore } from '../../contract/run.ts';
import type { Network } from '../../lab/network/network.ts';
import type { EngineSession } from '../../lab/ops/engine.ts';
import { scoreLayers, type SensitivityOptions } from '../../lab/sensitivity/sensitivity.ts';
import { trainingBatches, type Material } from './material.ts';

/** How a study scores the layers of a network under a profile. */
export function scoringOf(
  network: Network,
  profile: Profile,
  { sensitivity }: RunConfiguration['study'],
): SensitivityOptions {
  const { metrics, batch, seed } = sensitivity;
  return { network, profile, metrics, batch, seed };
}

/** Images that layers are scored on: the first batch of training images in the order of the scores' seed, as they are. */
export function scoredImages(
  material: Material,
  { training, sensitivity }: Pick<RunConfiguration['study'], 'training' | 'sensitivity'>,
): Float32Array {
  const { batch, seed } = sensitivity;
  const source = trainingBatches(material, { ...training, batch, augmentation: { pad: 0, flip: false } }, seed);
  return source.read(0, 0).pixels;
}

/**
 * Scores all layers by the program of {@link scoringOf}, opened in the session as `name`.
 *
 * @param now milliseconds since some fixed moment
 */
export function scoreProfile(
  session: EngineSession,
  name: string,
  options: SensitivityOptions,
  material: Material,
  study: RunConfiguration['study'],
  { now, onDraw }: { now(): number; onDraw(done: number): void },
): Promise<SensitivityScore[]> {
  return scoreLayers(session, name, {
    options,
    images: scoredImages(material, study),
    draws: study.sensitivity.draws,
    now: () => now() / 1000,
    onDraw,
  });
}
