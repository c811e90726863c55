import { isMemoryMethodName } from './memory-methods.ts';
import { fieldName } from './problem.ts';
import type { FieldPath, FieldProblem } from './problem.ts';
import { isMapping, valueAt } from './schema-guide.ts';
import { writtenProfiles } from './written-profiles.ts';
import type { WrittenProfile } from './written-profiles.ts';

const withMemory = 'a profile with `quantization` and `memory`';

/** Methods and evaluations that ask for a memory, where the profiles have none; and memories that contradict themselves. */
export function memoryChecks(written: unknown): readonly FieldProblem[] {
  const profiles = writtenProfiles(written);
  return [
    ...profiles.flatMap(layerProblems),
    ...methodProblems(written, profiles),
    ...evaluationProblems(written, profiles),
  ];
}

function hasNoMemory({ content }: WrittenProfile): boolean {
  return isMapping(content) && content.memory === undefined;
}

/** A rate for a layer that is not in the memory */
function layerProblems({ content, locate }: WrittenProfile): readonly FieldProblem[] {
  const layers = valueAt(content, ['memory', 'layers']);
  const except = valueAt(content, ['except']);
  if (!isMapping(layers) || !Array.isArray(except)) return [];
  return Object.keys(layers)
    .filter((layer) => except.includes(layer))
    .map((layer) => ({
      path: locate(['memory', 'layers', layer]),
      message: `the profile excepts ${layer}, which is not in the memory then`,
      allowed: 'layers that are not in `except`',
    }));
}

function methodProblems(written: unknown, profiles: readonly WrittenProfile[]): readonly FieldProblem[] {
  const methods = valueAt(written, ['methods']);
  const lacking = profiles.find(hasNoMemory);
  if (!Array.isArray(methods) || lacking === undefined) return [];
  return methods.flatMap((method: unknown, index): readonly FieldProblem[] => {
    const demand = memoryDemand(method);
    if (demand === undefined) return [];
    const { field, wish } = demand;
    const message = `${wish}, and \`${fieldName(lacking.path)}\` has none`;
    return [{ path: ['methods', index, ...field], message, allowed: withMemory }];
  });
}

function memoryDemand(method: unknown): { readonly field: FieldPath; readonly wish: string } | undefined {
  if (!isMapping(method)) return undefined;
  if (method.method === 'lanmax') return { field: ['method'], wish: 'LaNMax chooses the fault rates of a memory' };
  if (method.method === 'uniform-bsc')
    return { field: ['method'], wish: '`uniform-bsc` trains under faults of a memory' };
  return method.rate === undefined ? undefined : { field: ['rate'], wish: 'it is the fault rate of a memory' };
}

function evaluationProblems(written: unknown, profiles: readonly WrittenProfile[]): readonly FieldProblem[] {
  const methods = valueAt(written, ['methods']);
  const asked = [
    ...(valueAt(written, ['evaluation', 'faultRates']) === undefined ? [] : ['faultRates']),
    ...(valueAt(written, ['evaluation', 'randomisedLayers']) === true ? ['randomisedLayers'] : []),
  ];
  const inNoMemory = profiles.length > 0 && profiles.every(hasNoMemory);
  const byNoMethod =
    Array.isArray(methods) && !methods.some((method) => isMemoryMethodName(valueAt(method, ['method'])));
  return asked.flatMap((field): readonly FieldProblem[] => {
    const path = ['evaluation', field];
    if (inNoMemory) {
      return [{ path, message: 'no profile has a memory whose faults could be tried', allowed: withMemory }];
    }
    if (!byNoMethod) return [];
    const message = 'it is measured after `reliable`, `uniform-bsc` and `lanmax`, and none of them is there';
    return [{ path, message, allowed: 'with one of these among `methods`' }];
  });
}
