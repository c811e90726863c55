import { LabError } from '../../../contract/errors.ts';
import type { SensitivityScore } from '../../../contract/run.ts';
import type { Specification } from '../../../contract/specification.ts';
import type { Engine } from '../../../lab/ops/engine.ts';
import { averagedScores, sensitivityProgram } from '../../../lab/sensitivity/sensitivity.ts';
import type { Material } from '../../job/material.ts';
import { scoredImages } from '../../job/profile-scores.ts';
import { startsTrained } from '../../laboratory/study-runs.ts';
import { labelledProfiles } from '../../specification/labelled-profiles.ts';
import { hardwareCostKey } from './hardware-cost.ts';
import { parameterState } from './study-programs.ts';
import { needsScores, type WorkQuestion } from './study-work.ts';
import { timeInTurn, type TimedSamples } from './time-in-turn.ts';

export interface ScoresRequest {
  readonly specification: Specification;
  readonly engine: Engine;
  /** Of the study's own network */
  readonly material: Material;
  /** Of profiles, by their labels */
  readonly given: readonly { readonly label: string; readonly scores: readonly SensitivityScore[] }[];
}

export interface ProbedScores {
  /** One draw; absent where the study scores nothing */
  readonly scoring?: TimedSamples;
  readonly scoresOf: WorkQuestion['scoresOf'];
}

const budgetMs = 800;

/**
 * Times the scoring of a study, and finds the scores that its SAFT methods choose layers by, where they are not given: from
 * one draw, on the weights that there are. Where the network is yet to be trained those are initial ones; the layers may be
 * others then, about as dear.
 */
export async function probeScores(
  { specification, engine, material, given }: ScoresRequest,
  onRun: (fraction: number, detail: string) => void,
): Promise<ProbedScores> {
  const { sensitivity, methods } = specification;
  const found = new Map(given.map(({ label, scores }) => [label, scores]));
  const scoresOf = (label: string): readonly SensitivityScore[] => found.get(label) ?? missing(label);
  if (!startsTrained(specification)) return { scoresOf };
  const areScoresNeeded = methods.some(needsScores);
  const isWanted = ({ label }: { readonly label: string }): boolean => areScoresNeeded && !found.has(label);
  const profiles = labelledProfiles(specification);
  // One is enough to time profiles that cost the same
  const keys = profiles.map(({ profile }) => hardwareCostKey(profile));
  const scored = profiles.filter((each, index) => isWanted(each) || keys.indexOf(keys[index]!) === index);
  const { metrics, batch, seed } = sensitivity;
  const { network, parameters } = material;
  const programs = Object.fromEntries(
    scored.map(({ label, profile }) => [label, sensitivityProgram({ network, profile, metrics, batch, seed })]),
  );
  const images = scoredImages(material, specification);
  const session = engine.open(parameterState(network), programs, parameters);
  try {
    const works = scored.map(({ label }) => ({
      label: `scores: ${label}`,
      async run(index: number) {
        const outputs = await session.run(label, { images, labels: new Int32Array(batch), draw: Int32Array.of(index) });
        if (index > 0 || found.has(label)) return;
        const scores = metrics.flatMap((metric) => averagedScores(network, metric, [outputs[metric]!], seed, 0));
        found.set(label, scores);
      },
    }));
    const samples = await timeInTurn(works, budgetMs, () => performance.now(), onRun);
    const all = {
      firstMs: mean(samples.map(({ firstMs }) => firstMs)),
      samplesMs: samples.flatMap((each) => each.samplesMs),
    };
    return { scoring: all, scoresOf };
  } finally {
    session.dispose();
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function missing(label: string): never {
  throw new LabError(
    'invalid-specification',
    `The scores of the profile "${label}" are not known.`,
    'Compute the sensitivity first, or name the layers to train.',
  );
}
