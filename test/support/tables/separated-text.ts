/** Records of comma-separated values, by the grammar of RFC 4180. @throws Error where the text does not follow it */
export function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let place = 0;
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (place < text.length) {
    field.lastIndex = place;
    const found = field.exec(text);
    if (found === null) throw new Error(`No field at ${place} of ${JSON.stringify(text)}.`);
    record.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
    if (found[3] === '\r\n') {
      records.push(record);
      record = [];
    }
    place = field.lastIndex;
  }
  if (record.length > 0) throw new Error('The last record does not end.');
  return records;
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };

/** Records of tab-separated values in which tabs, line ends and backslashes are escaped. */
export function readTsv(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('The last record does not end.');
  return lines.map((line) =>
    line.split('\t').map((cell) => cell.replaceAll(/\\(.)/g, (_all, sign: string) => escapes[sign] ?? '?')),
  );
}
