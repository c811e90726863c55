import type { TableCell } from '../table-document.ts';

const names: Readonly<Record<string, string>> = {
  saft: 'SAFT',
  'noise-injection': 'noise injection',
  lanmax: 'LaNMax',
  'uniform-bsc': 'one rate for all layers',
  reliable: 'reliable memory',
  plain: 'plain training',
};

/** As people call it; as it is written where nobody knows it. */
export const methodName = (method: string): string => (Object.hasOwn(names, method) ? names[method]! : method);

/** Short enough for a column, and as specifications have it in machine-readable files. */
export function methodCell(method: string): TableCell {
  const text = method === 'uniform-bsc' ? 'uniform rate' : methodName(method);
  return { kind: 'text', text, machine: method };
}
