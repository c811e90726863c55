import { LabError } from '../contract/errors.ts';

const minimum = [22, 14] as const;

/** Set to 1, an older Node is tried all the same: for an addon that was compiled for it. CONTRIBUTING says how. */
export const tryOldNodeVariable = 'NOISEFLOOR_TRY_OLD_NODE';

/**
 * To be called before the SQLite addon is loaded: it is built against a Node-API that older versions of Node lack, and
 * loading it there ends the process with a segmentation fault instead of an exception.
 *
 * @param version as in `process.versions.node`, for example "24.1.0"
 * @throws LabError `store-unusable` below 22.14, unless it is to be tried
 */
export function assertNodeVersion(
  version: string = process.versions.node,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): void {
  if (environment[tryOldNodeVariable] === '1') return;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > minimum[0] || (major === minimum[0] && minor >= minimum[1])) return;
  throw new LabError(
    'store-unusable',
    `The store needs Node ${minimum.join('.')} or newer, and this is Node ${version}.`,
    'Run the command through npm (`npm run -s lab -- ...`), which uses the Node that the project brings along.',
  );
}
