import type { TableColumn } from '../../../components/table-text.ts';
import { formatCount } from '../../../charts/number-format.ts';

const count = (value: unknown): string => (typeof value === 'number' ? formatCount(value) : '');

/** Of the table of a network's nodes. */
export const networkColumns: readonly TableColumn[] = [
  { key: 'name', label: 'Layer' },
  { key: 'operation', label: 'Operation' },
  { key: 'inputs', label: 'Reads' },
  { key: 'shape', label: 'Output', description: 'Height × width × channels', align: 'right' },
  { key: 'parameters', label: 'Parameters', kind: 'number', format: count },
  { key: 'weights', label: 'Noisy weights', kind: 'number', format: count },
  { key: 'multiplyAccumulates', label: 'Arithmetic', unit: 'MAC an image', kind: 'number', format: count },
  { key: 'fanIn', label: 'Fan-in', kind: 'number', format: count },
];
