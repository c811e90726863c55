import { LabError } from '../../contract/errors.ts';
import type { Workspace } from '../../store/workspace.ts';
import { suggestion } from '../specification/near-name.ts';

export class UnknownStudyError extends LabError {
  constructor(message: string, nextStep: string) {
    super('not-found', message, nextStep);
  }
}

/** Studies that are named where another one was asked for. */
const mostNamed = 5;

/** `NAME@UID` or `UID`, with the first digits of the uid; the name is for people */
const byUid = /^(?:.*@)?([0-9a-f]{8,32})$/s;

/**
 * @param study an id, a name, or as above; of several studies of a name the newest
 * @throws UnknownStudyError
 */
export function findStudy(store: Workspace, study: string): number {
  const studies = store.studies.list();
  const [, uid] = byUid.exec(study) ?? [];
  const found =
    studies.find(({ id }) => String(id) === study) ??
    studies.find(({ name }) => name === study) ??
    (uid === undefined ? undefined : studies.find(({ id }) => store.studies.uid(id).startsWith(uid)));
  if (found !== undefined) return found.id;
  if (studies.length === 0) {
    throw new UnknownStudyError(
      `There is no study "${study}" in the workspace ${store.folder}, which is empty.`,
      'Give another one with `--workspace`, or run a study first: `npm run quickstart`.',
    );
  }
  const known = studies.slice(0, mostNamed).map(({ id, name }) => `${id} (${name})`);
  const names = studies.map(({ name }) => name);
  throw new UnknownStudyError(
    `There is no study "${study}" in this workspace${suggestion(study, names) || '.'}`,
    `Use one of ${known.join(', ')}, or give another workspace than ${store.folder} with \`--workspace\`.`,
  );
}
