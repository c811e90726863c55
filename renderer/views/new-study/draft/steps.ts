import type { SpecificationProblem } from '../../../../main/contract/workbench/specification.ts';
import { fieldPath, type FieldPath } from './field-path.ts';
import { valueAt, type Written } from './written.ts';

export const stepIds = ['network', 'data', 'hardware', 'sensitivity', 'methods', 'launch'] as const;
export type StepId = (typeof stepIds)[number];

export interface WizardStep {
  readonly id: StepId;
  readonly title: string;
  /** One of these has to be there before the step counts as begun */
  readonly begunBy: readonly FieldPath[];
}

export const wizardSteps: readonly WizardStep[] = [
  {
    id: 'network',
    title: 'Network',
    begunBy: [
      ['model', 'architecture'],
      ['model', 'file'],
    ],
  },
  { id: 'data', title: 'Data', begunBy: [['data', 'source']] },
  { id: 'hardware', title: 'Hardware', begunBy: [['profile'], ['profiles']] },
  { id: 'sensitivity', title: 'Sensitivity & layers', begunBy: [] },
  { id: 'methods', title: 'Methods & seeds', begunBy: [['methods']] },
  { id: 'launch', title: 'Launch', begunBy: [] },
];

export function isStepId(value: unknown): value is StepId {
  return stepIds.some((id) => id === value);
}

const stepOfPart: Readonly<Record<string, StepId>> = {
  model: 'network',
  data: 'data',
  profile: 'hardware',
  profiles: 'hardware',
  energy: 'hardware',
  sensitivity: 'sensitivity',
  methods: 'methods',
  training: 'methods',
  evaluation: 'methods',
  seeds: 'methods',
};

/** The step that shows a field. What a method chooses its layers by stands with the sensitivities. */
export function stepOfField(field: string): StepId {
  const [part, , inner] = fieldPath(field);
  if (part === 'methods' && (inner === 'layers' || inner === 'batchNorm')) return 'sensitivity';
  return stepOfPart[String(part)] ?? 'launch';
}

/** What is wrong with a field; without a line where it was not found in the text */
export type StepProblem = Omit<SpecificationProblem, 'line'>;

export type StepState = 'complete' | 'problems' | 'under-way' | 'to-do';

export interface StepStatus {
  readonly step: WizardStep;
  readonly state: StepState;
  readonly problems: readonly StepProblem[];
}

/**
 * How each step stands: `to-do` where the choice it asks for has not been made, whatever else is missing then.
 *
 * @param underWay steps whose files are being read
 */
export function stepStatuses(
  written: Written,
  problems: readonly StepProblem[],
  underWay: readonly StepId[] = [],
): readonly StepStatus[] {
  return wizardSteps.map((step) => {
    const own = problems.filter(({ field }) => stepOfField(field) === step.id);
    const begun = step.begunBy.length === 0 || step.begunBy.some((path) => valueAt(written, path) !== undefined);
    // Nothing is ready to be launched while anything else is open
    const waits = step.id === 'launch' && own.length === 0 && problems.length + underWay.length > 0;
    const state = own.length > 0 ? 'problems' : underWay.includes(step.id) ? 'under-way' : 'complete';
    return { step, state: !begun || waits ? 'to-do' : state, problems: own };
  });
}

/** The step after, or before; undefined at either end. */
export function neighbourOf(id: StepId, offset: 1 | -1): StepId | undefined {
  return stepIds[stepIds.indexOf(id) + offset];
}
