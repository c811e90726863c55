import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ExportProvenance } from '../export-subject.ts';
import { machineColumns, type MachineColumn } from './machine-columns.ts';
import type { TableDocument } from './table-document.ts';

/** Counts of 64 bits: nothing of a study is too many for them. */
const types = { text: 'STRING', number: 'DOUBLE', count: 'INT64', boolean: 'BOOLEAN' } as const satisfies Record<
  MachineColumn['type'],
  string
>;

/** Apache Parquet, the columns of the CSV file; caption, notes and provenance in the file's key-value metadata. */
export function parquetTable(table: TableDocument, { program, command }: ExportProvenance): Uint8Array {
  const { id, title, caption, notes, source } = table;
  const metadata = { id, title, caption, notes: notes.join('\n'), source: JSON.stringify(source), program, command };
  const bytes = parquetWriteBuffer({
    columnData: machineColumns(table).map(({ name, type, values }) => ({
      name,
      type: types[type],
      data: type === 'count' ? values.map((value) => (value === null ? null : BigInt(value))) : [...values],
      nullable: true,
    })),
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key: `noisefloor.${key}`, value })),
    createdBy: program,
  });
  return new Uint8Array(bytes);
}
