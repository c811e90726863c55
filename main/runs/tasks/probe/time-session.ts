import type { Engine } from '../../../lab/ops/engine.ts';
import { startingState } from '../../../lab/training/step.ts';
import type { Material } from '../../job/material.ts';
import type { ProbedProgram } from './study-programs.ts';
import { timeInTurn, type TimedSamples } from './time-in-turn.ts';

export interface TimedSession {
  /** In the order of the programs */
  readonly samples: readonly TimedSamples[];
  readonly openingMs: number;
}

/** Times programs of one network in one session, in turn. @param budgetMs see `timeInTurn` */
export async function timeSession(
  engine: Engine,
  { network, parameters }: Material,
  probed: readonly ProbedProgram[],
  budgetMs: number,
  onRun: (fraction: number, label: string, leftMs?: number) => void,
): Promise<TimedSession> {
  const now = (): number => performance.now();
  const state = Object.assign({}, ...probed.map((each) => each.state)) as ProbedProgram['state'];
  const names = probed.map((_, index) => `program ${index}`);
  const programs = Object.fromEntries(probed.map(({ program }, index) => [names[index]!, program]));
  onRun(0, `preparing ${network.name}`);
  const start = now();
  const session = engine.open(state, programs, startingState(state, parameters));
  const openingMs = now() - start;
  try {
    const works = probed.map(({ label, inputs }, place) => ({
      label,
      run: async (index: number) => void (await session.run(names[place]!, inputs(index))),
    }));
    return { samples: await timeInTurn(works, budgetMs, now, onRun), openingMs };
  } finally {
    session.dispose();
  }
}
