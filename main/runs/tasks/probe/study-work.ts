import type { Profile } from '../../../contract/profile.ts';
import type { RunConfiguration, SensitivityScore, TrainingPlan } from '../../../contract/run.ts';
import {
  methodArchitecture,
  type MethodSpecification,
  type Specification,
  type TrainingSpecification,
} from '../../../contract/specification.ts';
import type { Network } from '../../../lab/network/network.ts';
import { methodHardware } from '../../../lab/training/hardware.ts';
import { fullPlan, planFor } from '../../../lab/training/plan.ts';
import { runsOfStudy } from '../../laboratory/study-runs.ts';
import { hardwareCostKey } from './hardware-cost.ts';
import { partTitle } from './part-title.ts';

/** One way of training in a study, and how much of it there is. */
export interface StepWork {
  readonly title: string;
  readonly network: Network;
  readonly plan: TrainingPlan;
  readonly training: TrainingSpecification;
  /** Absent: plain training */
  readonly profile?: Profile;
  readonly ratesAsInput: boolean;
  /** Of each run */
  readonly stepsPerEpoch: number;
  readonly runs: number;
  /** Pretraining ends without its step being taken apart and timed. */
  readonly isTimedAfterwards: boolean;
}

export interface WorkQuestion {
  readonly specification: Specification;
  /** An architecture at the size of the data's images; the study's own for undefined */
  networkOf(architecture?: string): Network;
  /** Of a profile, by its label; needed where SAFT chooses layers by scores */
  scoresOf(profile: string): readonly SensitivityScore[];
  /** Steps of an epoch of a training */
  stepsOf(training: TrainingSpecification): number;
}

/** The trainings of a study, those together that take a step of the same length. */
export function studySteps(question: WorkQuestion): readonly StepWork[] {
  const { specification } = question;
  const groups = Map.groupBy(
    runsOfStudy(specification).filter(({ kind }) => kind !== 'prepare'),
    (run) => stepKey(question, run),
  );
  return [...groups.values()].map((runs) => ({
    ...stepWork(question, runs[0]!),
    title: partTitle(specification, runs),
    runs: runs.length,
  }));
}

type Trained = Pick<StepWork, 'network' | 'plan' | 'training' | 'profile' | 'ratesAsInput' | 'stepsPerEpoch' | 'isTimedAfterwards'>; // prettier-ignore

function stepWork({ specification, networkOf, scoresOf, stepsOf }: WorkQuestion, run: RunConfiguration): Trained {
  const { method, profile: labelled } = run;
  if (method === undefined || labelled === undefined) {
    const training = specification.model.pretraining!;
    const network = networkOf();
    const plan = fullPlan(network);
    return { network, plan, training, ratesAsInput: false, stepsPerEpoch: stepsOf(training), isTimedAfterwards: false };
  }
  const { training } = specification;
  const network = networkOf(methodArchitecture(method));
  const hardware = methodHardware(labelled.profile, method);
  return {
    network,
    plan: planFor(network, method, needsScores(method) ? scoresOf(labelled.label) : []),
    training,
    ...(hardware.training === undefined ? {} : { profile: hardware.training }),
    ratesAsInput: hardware.ratesAsInput,
    stepsPerEpoch: stepsOf(training),
    isTimedAfterwards: true,
  };
}

/** Does a method choose its layers by scores? */
export function needsScores(method: MethodSpecification): boolean {
  return method.method === 'saft' && 'k' in method.layers;
}

/** Runs of one key take the same step. */
function stepKey(question: WorkQuestion, run: RunConfiguration): string {
  if (run.kind === 'pretrain') return 'pretraining';
  const { network, plan, profile, ratesAsInput } = stepWork(question, run);
  return JSON.stringify([network.name, plan.trained, plan.trainedBatchNorms, hardwareCostKey(profile), ratesAsInput]);
}
