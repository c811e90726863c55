import type { Profile } from '../../../contract/profile.ts';
import type { RunConfiguration } from '../../../contract/run.ts';
import { methodArchitecture, type EvaluationSpecification } from '../../../contract/specification.ts';
import type { TimeRange } from '../../../contract/workbench/specification.ts';
import type { Network } from '../../../lab/network/network.ts';
import { changesByDraw, memoryLayers } from '../../../lab/noise/perturb.ts';
import { methodHardware, withFaultRates, type MethodHardware } from '../../../lab/training/hardware.ts';
import { faultAccuracyCount } from '../../job/fault-accuracies.ts';
import { EXPECTED_DRAWS } from '../../job/ladder-evaluation.ts';
import { runsOfStudy } from '../../laboratory/study-runs.ts';
import { hardwareCostKey } from './hardware-cost.ts';
import type { WorkQuestion } from './study-work.ts';

/** What is evaluated in a study by one program, or several that take as long. */
export interface EvaluationWork {
  readonly network: Network;
  /** Absent: the network as it is */
  readonly profile?: Profile;
  readonly ratesAsInput: boolean;
  /** Times that a run evaluates so: each prepares the engine for it */
  readonly uses: number;
  /** Passes over the test images, of all runs */
  readonly testPasses: TimeRange;
  /** Passes over the validation images, of all runs */
  readonly validationPasses: number;
}

/** The evaluations of a study, those together whose batches take as long. */
export function studyEvaluations(question: WorkQuestion): readonly EvaluationWork[] {
  const uses = runsOfStudy(question.specification).flatMap((run) => usesOf(question, run));
  const groups = Map.groupBy(uses, ({ network, profile, ratesAsInput }) =>
    JSON.stringify([network.name, hardwareCostKey(profile), ratesAsInput]),
  );
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    uses: group.length,
    testPasses: group.map(({ testPasses }) => testPasses).reduce(addRanges),
    validationPasses: group.reduce((sum, { validationPasses }) => sum + validationPasses, 0),
  }));
}

function usesOf({ specification, networkOf }: WorkQuestion, run: RunConfiguration): readonly EvaluationWork[] {
  const { model, training, evaluation, data } = specification;
  const { kind, method, profile: labelled } = run;
  const network = networkOf(method === undefined ? undefined : methodArchitecture(method));
  const use = (passes: TimeRange, profile?: Profile, ratesAsInput = false, validationPasses = 0): EvaluationWork => ({
    network,
    ...(profile === undefined ? {} : { profile }),
    ratesAsInput,
    uses: 1,
    testPasses: passes,
    validationPasses,
  });
  const validations = (epochs: number): number => (data.validation === 0 ? 0 : epochs);
  if (kind === 'pretrain') return [use(once, undefined, false, validations(model.pretraining!.epochs))];
  const { profile } = labelled!;
  if (kind === 'prepare') {
    const quantised: Profile = { ...profile, memory: undefined, weights: { noise: 'none' } };
    return [
      use(once),
      ...(profile.quantization === undefined ? [] : [use(once, quantised)]),
      use(passesUnder(profile, evaluation), profile),
    ];
  }
  const hardware = methodHardware(profile, method!);
  const measured = 1 + faultAccuracyCount(network, hardware, evaluation);
  const passes = passesUnder(usedProfile(network, hardware), evaluation);
  return [
    use(once, hardware.clean, false, validations(training.epochs)),
    use(scaleRange(passes, measured), hardware.evaluation, hardware.ratesAsInput),
  ];
}

/** As it is used after training: rates that are found by training are some rates. */
function usedProfile(network: Network, { evaluation, ratesAsInput, uniformRates }: MethodHardware): Profile {
  if (!ratesAsInput) return evaluation;
  const rate = uniformRates?.evaluation ?? 0.01;
  return withFaultRates(
    evaluation,
    Object.fromEntries(memoryLayers(network, evaluation).map(({ name }) => [name, rate])),
  );
}

const once: TimeRange = { value: 1, low: 1, high: 1 };

function passesUnder(profile: Profile, { draws, minimumDraws, maximumDraws }: EvaluationSpecification): TimeRange {
  if (!changesByDraw(profile)) return once;
  if (draws !== 'auto') return { value: draws, low: draws, high: draws };
  const high = Math.max(minimumDraws, maximumDraws);
  return { value: Math.min(Math.max(EXPECTED_DRAWS, minimumDraws), high), low: minimumDraws, high };
}

export function addRanges(first: TimeRange, second: TimeRange): TimeRange {
  return { value: first.value + second.value, low: first.low + second.low, high: first.high + second.high };
}

export function scaleRange({ value, low, high }: TimeRange, factor: number): TimeRange {
  return { value: value * factor, low: low * factor, high: high * factor };
}
