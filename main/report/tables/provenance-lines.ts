import type { ExportProvenance } from '../export-subject.ts';
import type { TableDocument } from './table-document.ts';

/** Where a table comes from, for a comment in its file: a line each, without line breaks and other controls in it. */
export function provenanceLines(
  { id, source }: Pick<TableDocument, 'id' | 'source'>,
  { program, command }: ExportProvenance,
): readonly string[] {
  const { study, network, data, engines } = source;
  return [
    `${id}, written by ${program}`,
    `Study: ${[study.name, ...(study.uid === undefined ? [] : [study.uid])].join(', ')}; specification: ${study.hash}`,
    `Network: ${network}; data: ${data}`,
    ...engines.map((engine) => `Engine: ${engine}`),
    `Command: ${command}`,
  ].map((text) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
}
