import { z } from 'zod';

const mentioned = 2;

/** What of some data does not fit its schema, in a few words. */
export function schemaIssues({ issues }: z.core.$ZodError): string {
  const told = issues.slice(0, mentioned).map(({ path, message }) => {
    const text = path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`;
    return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
  });
  return told.join('; ') + (issues.length > mentioned ? `, and ${issues.length - mentioned} more` : '');
}
