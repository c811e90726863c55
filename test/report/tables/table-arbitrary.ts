import fc from 'fast-check';
import type { TableCell, TableColumn, TableDocument } from '../../../main/report/tables/table-document.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';

const anyNumber = fc.oneof(
  fc.double(),
  fc.double({ min: -1000, max: 1000 }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e-300, 1e300, 0.1 + 0.2),
);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const missing = fc.constant<TableCell>({ kind: 'missing' });

const cells: Readonly<Record<TableColumn['kind'], fc.Arbitrary<TableCell>>> = {
  text: hostileText.filter((text) => text !== '').map((text) => ({ kind: 'text', text })),
  mark: fc.boolean().map((marked) => ({ kind: 'mark', marked })),
  number: fc.tuple(finite, fc.integer({ min: 0, max: 6 })).map(([value, decimals]) => ({
    kind: 'number',
    value,
    digits: Math.abs(value) < 1e6 ? { decimals } : { significant: 3 },
  })),
  scored: fc.tuple(finite, anyNumber, fc.nat()).map(([value, standardError, n]) => ({
    kind: 'scored',
    value,
    standardError,
    n,
  })),
  measured: fc.tuple(finite, anyNumber, anyNumber, fc.nat(), fc.boolean()).map(([value, low, high, n, best]) => ({
    kind: 'measured',
    value,
    low,
    high,
    confidence: 0.95,
    over: 'seeds',
    n,
    shown: n % 2 === 0 ? 'half-width' : 'ends',
    digits: { decimals: 2 },
    ...(best ? { best: true as const } : {}),
  })),
};

const columnArbitrary: fc.Arbitrary<Omit<TableColumn, 'key'>> = fc.record({
  title: hostileText.filter((text) => text !== ''),
  kind: fc.constantFrom<TableColumn['kind']>('text', 'number', 'measured', 'scored', 'mark'),
});

/** Tables of anything. */
export const tableArbitrary: fc.Arbitrary<TableDocument> = fc
  .array(columnArbitrary, { minLength: 1, maxLength: 4 })
  .chain((columns) =>
    fc.record({
      id: fc.constant('some-table'),
      title: hostileText,
      caption: hostileText,
      columns: fc.constant(columns.map((column, index) => ({ ...column, key: `column_${index}` }))),
      rows: fc.array(
        fc.record({
          cells: fc
            .tuple(...columns.map(({ kind }) => fc.oneof({ weight: 4, arbitrary: cells[kind] }, missing)))
            .map((row) => row as readonly TableCell[]),
        }),
        { maxLength: 5 },
      ),
      notes: fc.array(hostileText, { maxLength: 3 }),
      source: fc.record({
        study: fc.record({ id: fc.nat(), name: hostileText, hash: fc.constant('c0ffee') }),
        network: hostileText,
        data: hostileText,
        engines: fc.array(hostileText, { maxLength: 2 }),
      }),
    }),
  );
