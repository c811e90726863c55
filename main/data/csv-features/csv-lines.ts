import { LabError } from '../../contract/errors.ts';

/** A line of a text file that is not empty. */
export interface TextLine {
  /** From 1 */
  readonly number: number;
  readonly text: string;
  /** Bytes up to the next line */
  readonly end: number;
}

const longestLineBytes = 16 * 2 ** 20;
const newline = 0x0a;

/**
 * The lines of UTF-8 bytes, one at a time: a text of hundreds of megabytes is never a string as a whole. Ends of lines are
 * LF or CR LF; empty lines are left out, and so is a byte order mark.
 *
 * @param path only for the sentence of an error
 * @throws LabError `invalid-data-file` for what is no UTF-8, a CR elsewhere, or a line over 16 MiB
 */
export function* textLines(bytes: Uint8Array, path: string): Generator<TextLine> {
  let number = 0;
  for (let begin = 0; begin < bytes.length;) {
    const found = bytes.indexOf(newline, begin);
    const end = found < 0 ? bytes.length : found;
    number += 1;
    const place = `${path}:${number}`;
    if (end - begin > longestLineBytes) refuse(place, `is longer than ${longestLineBytes} bytes`);
    const text = decoded(bytes.subarray(begin, end), place);
    if (text.includes('\r')) refuse(place, 'has lines that end in CR alone');
    begin = end + 1;
    if (text.trim() !== '') yield { number, text, end: begin };
  }
}

/** Fails on the first wrong byte; drops a byte order mark, which stands before the first line alone. */
const decoder = new TextDecoder('utf-8', { fatal: true });

function decoded(bytes: Uint8Array, place: string): string {
  try {
    return decoder.decode(bytes).replace(/\r$/, '');
  } catch {
    return refuse(place, 'is no text in UTF-8');
  }
}

function refuse(place: string, cause: string): never {
  throw new LabError(
    'invalid-data-file',
    `${place} ${cause}.`,
    'Save the table as CSV in UTF-8, with lines that end in LF or CR LF.',
  );
}
