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

export type StepState = 'complete' | 'problems' | 'to-do';

export interface StepStatus {
  readonly step: WizardStep;
  readonly state: StepState;
  readonly problems: readonly SpecificationProblem[];
}

/** How each step stands: `to-do` where the choice it asks for has not been made, whatever else is missing then. */
export function stepStatuses(written: Written, problems: readonly SpecificationProblem[]): readonly StepStatus[] {
  return wizardSteps.map((step) => {
    const own = problems.filter(({ field }) => stepOfField(field) === step.id);
    const begun = step.begunBy.length === 0 || step.begunBy.some((path) => valueAt(written, path) !== undefined);
    // Nothing can be launched while anything else is open
    const waits = step.id === 'launch' && own.length === 0 && problems.length > 0;
    const state = !begun || waits ? 'to-do' : own.length > 0 ? 'problems' : 'complete';
    return { step, state, problems: own };
  });
}

/** The step after, or before; undefined at either end. */
export function neighbourOf(id: StepId, offset: 1 | -1): StepId | undefined {
  return stepIds[stepIds.indexOf(id) + offset];
}
