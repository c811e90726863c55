import { LabError } from '../../../../main/contract/errors.ts';
import { tableJsonSchema, type TableJson } from '../../../../main/contract/table-json.ts';

/**
 * The table of a file exported in the format `json`.
 *
 * @throws LabError 'invalid-message' for anything else
 */
export function readTableJson(text: string): TableJson {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const read = tableJsonSchema.safeParse(content);
  if (read.success) return read.data;
  throw new LabError(
    'invalid-message',
    'The table came in a form that this page does not know.',
    'Reload the page, so that it is of the same version as the workbench.',
  );
}
