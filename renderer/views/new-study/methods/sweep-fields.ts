import { sensitivityMetricSchema } from '../../../../main/contract/specification.ts';
import type { FieldPath } from '../draft/field-path.ts';
import type { MethodName } from './method-kinds.ts';

/** An option that a method can be repeated over. */
export interface SweepField {
  /** As the specification names it: `outer.learningRate` */
  readonly name: string;
  readonly path: FieldPath;
  readonly label: string;
  /** In front of the value in a label */
  readonly short: string;
  readonly hint: string;
  /** Numbers; numbers or `auto`; or words */
  readonly values: 'numbers' | 'count' | 'words';
}

const field = (
  name: string,
  label: string,
  short: string,
  hint: string,
  values: SweepField['values'] = 'numbers',
): SweepField => ({ name, path: name.split('.'), label, short, hint, values });

const aRate = 'Fault rates, 0 to 0.5: for example 0.001, 0.01, 0.1';
const architecture = field(
  'architecture',
  'Network',
  '',
  'Architectures: for example mlp-bn-64-64, mlp-bn-128-128',
  'words',
);

const fields: Readonly<Record<MethodName, readonly SweepField[]>> = {
  plain: [],
  'noise-injection': [field('rate', 'Fault rate', 'p=', aRate)],
  saft: [
    field('layers.k', 'k, layers that train', 'k=', 'Numbers, or auto: for example auto, 3, 5, 7', 'count'),
    field('layers.by', 'Metric', 'by ', `Among ${sensitivityMetricSchema.options.join(', ')}`, 'words'),
    field('rate', 'Fault rate', 'p=', aRate),
  ],
  reliable: [field('storage', 'Bits of a weight', '', 'Among profile, float16, float32', 'words'), architecture],
  'uniform-bsc': [
    field('trainRate', 'Rate while training', 'p=', aRate),
    field('testRate', 'Rate in use', 'used at ', aRate),
    architecture,
  ],
  lanmax: [
    field('tradeoff', 'λ', 'λ=', 'At least 0: for example 0.3, 1, 3, 10'),
    field('banks', 'Memory banks', 'banks ', 'Whole numbers: for example 2, 4'),
    field('space', 'Space', '', 'Among linear, logarithmic', 'words'),
    field('surrogate', 'Surrogate', '', 'Among ratio, difference', 'words'),
    field('outer.learningRate', 'Step of the rates', 'step ', 'Above 0: for example 0.01, 0.02, 0.05'),
    field('perturbation.halfRange', 'Perturbation', '±', 'Above 0: for example 0.01, 0.03'),
    field('rates.initial', 'Initial rate', 'from ', aRate),
    field('until', 'Rates move until', 'until ', 'Fractions of the epochs, 0 to 1: for example 0.5, 0.75'),
    architecture,
  ],
};

/** What a method can be repeated over, the most usual first. A profile's rate can be chosen where there is a memory. */
export function sweepFields(method: MethodName, hasMemory: boolean): readonly SweepField[] {
  return fields[method].filter(({ name }) => name !== 'rate' || hasMemory);
}
