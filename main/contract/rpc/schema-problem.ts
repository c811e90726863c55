import { z } from 'zod';
import { LabError } from '../errors.ts';

const mentioned = 3;

/**
 * What does not fit a schema, with the fields it is about.
 *
 * @param what for example "The input of runs.series"
 */
export function schemaProblem(what: string, { issues }: z.core.$ZodError): LabError {
  const problems = issues
    .slice(0, mentioned)
    .map(({ path, message }) => (path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`));
  const more = issues.length > mentioned ? ` (and ${issues.length - mentioned} more)` : '';
  return new LabError(
    'invalid-message',
    `${what} is not as agreed: ${problems.join('; ')}${more}.`,
    'Reload the page, so that the interface and the workbench are of the same version.',
  );
}
