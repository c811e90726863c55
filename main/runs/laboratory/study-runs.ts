import type { RunConfiguration, RunKind } from '../../contract/run.ts';
import type { MethodSpecification, Specification } from '../../contract/specification.ts';
import type { NewRun } from '../../store/runs.ts';
import { labelledProfiles, type LabelledProfile } from '../specification/labelled-profiles.ts';
import { methodLabel } from '../../contract/method-label.ts';

type StudyPart = RunConfiguration['study'];

/** What every run of a study shares. */
function studyPart(specification: Specification): StudyPart {
  const { version, data, model, sensitivity, training, evaluation, engine } = specification;
  return { version, data, model, sensitivity, training, evaluation, engine };
}

/** Must the network be trained clean first? */
export function needsPretraining({ model }: Specification): boolean {
  return model.weights === undefined && model.pretraining !== undefined;
}

/** Is there a trained network to begin with? Otherwise the methods train theirs from initial weights. */
export function startsTrained({ model }: Pick<Specification, 'model'>): boolean {
  return model.weights !== undefined || model.file !== undefined || model.pretraining !== undefined;
}

/**
 * The runs of a study in the order they are done: pretraining where there are no weights, then for each profile what it
 * costs a trained network, where there is one, then each method and seed. Pretraining and preparing use the first seed; all
 * runs of a profile share them.
 */
export function runsOfStudy(specification: Specification): readonly RunConfiguration[] {
  const study = studyPart(specification);
  const [first] = specification.seeds;
  const pretraining: RunConfiguration[] = needsPretraining(specification)
    ? [{ kind: 'pretrain', study, seed: first }]
    : [];
  return [...pretraining, ...labelledProfiles(specification).flatMap((profile) => runsOfProfile(profile))];

  function runsOfProfile(profile: LabelledProfile): RunConfiguration[] {
    const prepare: RunConfiguration[] = startsTrained(specification)
      ? [{ kind: 'prepare', study, seed: first, profile }]
      : [];
    const train = specification.seeds.flatMap((seed) =>
      specification.methods.map((method): RunConfiguration => ({ kind: 'train', study, seed, profile, method })),
    );
    return [...prepare, ...train];
  }
}

export function newRun(studyId: number, configuration: RunConfiguration, command: string): NewRun {
  const { method } = configuration;
  return { studyId, configuration, command, ...(method === undefined ? {} : { methodLabel: methodLabel(method) }) };
}

/** Does a run train a method? What others build on, pretraining and preparing, has the machine to itself. */
export function isTraining({ kind }: { readonly kind: RunKind }): boolean {
  return kind === 'train';
}

/** What a run is called while it works, for example `SAFT k=7 · multiplicative · seed 2`. */
export function runTitle({ kind, profile, method, seed }: RunConfiguration): string {
  const what: Readonly<Record<RunConfiguration['kind'], string>> = {
    pretrain: 'pretraining',
    prepare: 'cost of the noise and sensitivity',
    train: methodLabel(method ?? ({ method: 'plain' } as MethodSpecification)),
  };
  const parts = [what[kind], profile?.label, kind === 'train' ? `seed ${seed}` : undefined];
  return parts.filter((part) => part !== undefined).join(' · ');
}
