/** The separator of a CSV header: a tab, a semicolon or a comma outside quotation marks, in this order. */
export function delimiterOf(header: string): string {
  const unquoted = header.replaceAll(/"[^"]*"/g, '');
  return ['\t', ';'].find((delimiter) => unquoted.includes(delimiter)) ?? ',';
}

/**
 * The fields of one line of CSV (RFC 4180, without line breaks inside fields), without blanks around them.
 *
 * @returns undefined where a quotation mark is not closed, or something follows the closed one
 */
export function splitCsvLine(line: string, delimiter: string): readonly string[] | undefined {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    // A tab is a blank too, so blanks must not be taken away before the line is split
    const quoted = /^ *"((?:[^"]|"")*)" */.exec(rest);
    const end = quoted === null ? rest.indexOf(delimiter) : quoted[0].length;
    const field = quoted === null ? rest.slice(0, end < 0 ? undefined : end) : quoted[1]!.replaceAll('""', '"');
    if (quoted === null && field.trimStart().startsWith('"')) return undefined;
    fields.push(field.trim());
    if (end < 0 || end === rest.length) return fields;
    if (!rest.startsWith(delimiter, end)) return undefined;
    rest = rest.slice(end + delimiter.length);
  }
}
