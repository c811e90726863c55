import { dataRole } from './path-checks.ts';
import { suggestion } from './near-name.ts';
import { shippedProfiles } from '../profiles/shipped-profiles.ts';
import { isMapping, valueAt } from './schema-guide.ts';
import { evaluationSchema, methodSchema } from '../../contract/specification.ts';
import { energyChecks } from './energy-checks.ts';
import { memoryChecks } from './memory-checks.ts';
import { isMemoryMethodName } from './memory-methods.ts';
import { methodLabel } from '../../contract/method-label.ts';
import type { FieldProblem } from './problem.ts';

/**
 * Fields that are right each by itself and wrong together. Works on what is written, so that these problems are found
 * beside those of the schema.
 */
export function crossChecks(written: unknown): readonly FieldProblem[] {
  if (!isMapping(written)) return [];
  return [
    ...profileProblems(written),
    ...dataProblems(written.data),
    ...modelProblems(written),
    ...evaluationProblems(written.evaluation),
    ...methodProblems(written),
    ...memoryChecks(written),
    ...energyChecks(written),
    ...duplicates(written, ['sensitivity', 'metrics'], 'the same metric twice'),
    ...duplicates(written, ['seeds'], 'the same seed twice would count one result twice'),
  ];
}

function profileProblems({ profile, profiles }: Readonly<Record<string, unknown>>): readonly FieldProblem[] {
  const references = [
    { path: ['profile'], reference: profile },
    ...Object.entries(isMapping(profiles) ? profiles : {}).map(([label, reference]) => ({
      path: ['profiles', label],
      reference,
    })),
  ];
  const unknown = references.flatMap(({ path, reference }) => {
    if (typeof reference !== 'string' || reference === '') return [];
    const names = [...shippedProfiles().keys()];
    if (names.includes(reference)) return [];
    const families = [...new Set(names.map((name) => name.replace(/\/.*/, '/...')))];
    return [
      {
        path,
        message: `there is no shipped profile "${reference}"${suggestion(reference, names)}`,
        allowed: `a name in resources/profiles (${families.join(', ')}), or a mapping with \`weights\` or \`memory\``,
      },
    ];
  });
  if (profile === undefined && profiles === undefined) {
    const allowed = 'either `profile`, or `profiles` with a label for each';
    return [{ path: ['profile'], message: 'missing', allowed, missing: true }];
  }
  if (profile !== undefined && profiles !== undefined) {
    return [...unknown, { path: ['profile'], message: 'there are `profiles` too', allowed: 'one of the two' }];
  }
  if (isMapping(profiles) && Object.keys(profiles).length === 0) {
    return [{ path: ['profiles'], message: 'there is no profile in it', allowed: 'a label and a profile at least' }];
  }
  return unknown;
}

function dataProblems(data: unknown): readonly FieldProblem[] {
  if (!isMapping(data)) return [];
  const path = ['data', 'path'];
  const isRead = ['cifar10', 'idx', 'npz', 'images', 'csv'].includes(data.source as string);
  if (isRead && data.path === undefined) {
    const message = `missing; ${data.source as string} is read from files`;
    return [{ path, message, allowed: `the path of the ${dataRole(data.source)}`, missing: true }];
  }
  if (data.source === 'glyphs' && data.path !== undefined) {
    return [{ path, message: 'the glyphs are built in and read from no folder', allowed: 'no `path`' }];
  }
  return [];
}

function modelProblems({ model, methods }: Readonly<Record<string, unknown>>): readonly FieldProblem[] {
  if (!isMapping(model)) return [];
  const { architecture, file } = model;
  const choice = 'the name of an `architecture`, or the `file` of a network';
  if (architecture === undefined && file === undefined) {
    return [
      { path: ['model', 'architecture'], message: 'missing', allowed: choice, missing: true },
      ...weightsProblems(model, methods),
    ];
  }
  if (architecture !== undefined && file !== undefined) {
    return [{ path: ['model', 'architecture'], message: 'there is a `file` too', allowed: 'one of the two' }];
  }
  if (model.checksum !== undefined && file === undefined) {
    return [
      { path: ['model', 'checksum'], message: 'there is no `file` that it could be of', allowed: 'no `checksum`' },
    ];
  }
  return weightsProblems(model, methods);
}

function weightsProblems(model: Readonly<Record<string, unknown>>, methods: unknown): readonly FieldProblem[] {
  if (model.weights === undefined && model.pretraining === undefined) {
    // A network's file brings its own
    if (model.file !== undefined) return [];
    if (Array.isArray(methods) && methods.length > 0 && !methods.some(needsTrainedWeights)) return [];
    const allowed = 'a weights file, or `model.pretraining` to train the network clean first';
    return [{ path: ['model', 'weights'], message: 'missing', allowed, missing: true }];
  }
  if (model.weights !== undefined && model.pretraining !== undefined) {
    return [{ path: ['model', 'pretraining'], message: 'there are `weights` already', allowed: 'one of the two' }];
  }
  return [];
}

/** A misspelt method is another problem. */
function needsTrainedWeights(method: unknown): boolean {
  return isMethodName(valueAt(method, ['method'])) && !isMemoryMethodName(valueAt(method, ['method']));
}

function isMethodName(name: unknown): boolean {
  return methodSchema.options.some((option) => option.shape.method.value === name);
}

function evaluationProblems(evaluation: unknown): readonly FieldProblem[] {
  if (!isMapping(evaluation)) return [];
  const { minimumDraws, maximumDraws } = { ...evaluationSchema.parse({}), ...evaluation };
  if (typeof minimumDraws !== 'number' || typeof maximumDraws !== 'number' || minimumDraws <= maximumDraws) return [];
  const field = evaluation.maximumDraws === undefined ? 'minimumDraws' : 'maximumDraws';
  const message = `at least ${minimumDraws} and at most ${maximumDraws} draws cannot both be kept`;
  return [{ path: ['evaluation', field], message, allowed: '`minimumDraws` no larger than `maximumDraws`' }];
}

function methodProblems(written: Readonly<Record<string, unknown>>): readonly FieldProblem[] {
  if (!Array.isArray(written.methods)) return [];
  const measured: unknown = valueAt(written, ['sensitivity', 'metrics']) ?? ['std'];
  const labels = new Set<string>();
  return written.methods.flatMap((method: unknown, index): FieldProblem[] => {
    const parsed = methodSchema.safeParse(method);
    if (!parsed.success) return [];
    const problems: FieldProblem[] = [];
    const label = methodLabel(parsed.data);
    if (labels.has(label)) {
      problems.push({
        path: ['methods', index],
        message: `there is a method "${label}" already`,
        allowed: 'a `label` of its own',
      });
    }
    labels.add(label);
    if (parsed.data.method === 'saft' && 'by' in parsed.data.layers && Array.isArray(measured)) {
      const { by } = parsed.data.layers;
      if (!measured.includes(by)) {
        problems.push({
          path: ['methods', index, 'layers', 'by'],
          message: `\`${by}\` is not measured`,
          allowed: `one of \`sensitivity.metrics\`: ${measured.join(', ')}; or add it there`,
        });
      }
    }
    return problems;
  });
}

function duplicates(written: unknown, path: readonly string[], message: string): readonly FieldProblem[] {
  const values = valueAt(written, path);
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: unknown, index) =>
    values.indexOf(value) < index ? [{ path: [...path, index], message: `${message} (${String(value)})` }] : [],
  );
}
