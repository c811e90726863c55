import { LabError } from '../../contract/errors.ts';
import { findArchitecture } from '../../lab/network/architectures/registry.ts';
import { matmulLayers } from '../../lab/network/network.ts';
import { suggestion } from './near-name.ts';
import { isMapping, valueAt } from './schema-guide.ts';
import type { FieldProblem } from './problem.ts';

/** What the network itself refuses: an unknown architecture, more layers than it has, layers it does not have. */
export function networkChecks(written: unknown): readonly FieldProblem[] {
  const name = valueAt(written, ['model', 'architecture']);
  if (typeof name !== 'string') return [];
  let layers: readonly string[];
  try {
    layers = matmulLayers(findArchitecture(name).build()).map((node) => node.name);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return [{ path: ['model', 'architecture'], message: `${error.message} ${error.nextStep}` }];
  }
  return [...methodChecks(written, name, layers), ...exceptionChecks(written, layers)];
}

function methodChecks(written: unknown, network: string, layers: readonly string[]): readonly FieldProblem[] {
  const methods = valueAt(written, ['methods']);
  if (!Array.isArray(methods)) return [];
  return methods.flatMap((method: unknown, index) => {
    const path = ['methods', index, 'layers'] as const;
    const k = valueAt(method, ['layers', 'k']);
    const tooMany: FieldProblem[] =
      typeof k === 'number' && Number.isInteger(k) && k > layers.length
        ? [
            {
              path: [...path, 'k'],
              message: `${k} layers are more than the ${layers.length} matmul layers of ${network}`,
              allowed: `1 to ${layers.length}, or \`auto\``,
            },
          ]
        : [];
    return [...tooMany, ...unknownLayers(valueAt(method, ['layers', 'names']), [...path, 'names'], layers)];
  });
}

function exceptionChecks(written: unknown, layers: readonly string[]): readonly FieldProblem[] {
  const profiles = valueAt(written, ['profiles']);
  const labels = isMapping(profiles) ? Object.keys(profiles) : [];
  return [['profile'], ...labels.map((label) => ['profiles', label])].flatMap((path) =>
    unknownLayers(valueAt(written, [...path, 'except']), [...path, 'except'], layers),
  );
}

function unknownLayers(
  names: unknown,
  path: readonly (string | number)[],
  layers: readonly string[],
): readonly FieldProblem[] {
  if (!Array.isArray(names)) return [];
  return names.flatMap((name: unknown, index) =>
    typeof name !== 'string' || layers.includes(name)
      ? []
      : [
          {
            path: [...path, index],
            message: `the network has no matmul layer "${name}"${suggestion(name, layers)}`,
            allowed: shortList(layers),
          },
        ],
  );
}

function shortList(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`;
}
