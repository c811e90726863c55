import { LabError } from '../../main/contract/errors.ts';
import { isArchiveMethod } from '../../main/contract/workbench/archives.ts';
import { workbenchContract, type WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

/** What does not concern a study: answered by the workbench itself, also while an archive is looked at. */
const ownMethods = /^(?:application|preferences|files|exports|archives|catalogue)\./;

/**
 * A client that answers from an opened archive what is asked of studies and runs, so that the same pages show either.
 * What would change something is refused, and nothing is told of, because nothing changes.
 *
 * @param archive as of `archives.open`
 */
export function createArchiveClient(client: WorkbenchClient, archive: string): WorkbenchClient {
  const call = async (method: string, input: unknown, options: object | undefined): Promise<unknown> => {
    if (!isArchiveMethod(method)) throw readOnly();
    const answer = await client.call('archives.read', { archive, method, input }, options);
    return workbenchContract.methods[method].output.parse(answer);
  };
  const own: WorkbenchClient = {
    call: (method, input, options) =>
      ownMethods.test(method) ? client.call(method, input, options) : (call(method, input, options) as never),
    subscribe(_event, _input, _listener, onError) {
      onError?.(readOnly());
      return () => undefined;
    },
    close: () => undefined,
  };
  return own;
}

function readOnly(): LabError {
  return new LabError(
    'invalid-argument',
    'An archive is only looked at: nothing in it can be changed or started.',
    'Import it into the workspace to go on with its study.',
  );
}
