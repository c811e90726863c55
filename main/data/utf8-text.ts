import { LabError } from '../contract/errors.ts';

/**
 * Bytes of a file as text.
 *
 * @param path only for the sentence of an error
 * @param what it holds, for the next step: `the energy table`
 * @throws LabError `invalid-data-file` where they are no UTF-8
 */
export function utf8Text(bytes: Uint8Array, path: string, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new LabError('invalid-data-file', `${path} is not a text in UTF-8.`, `Save ${what} as CSV in UTF-8.`, {
      cause: error,
    });
  }
}
