import { LabError } from '../errors.ts';

/** Of a call or a subscription under an id that another one had. */
export function reused(id: number): LabError {
  return new LabError(
    'invalid-message',
    `The id ${id} was used before.`,
    'Reload the page; if it happens again, this is a defect worth reporting.',
  );
}

/** Of a call that was cancelled. */
export function stopped(method: string): LabError {
  return new LabError('stopped', `${method} was cancelled.`, 'Start it again if its result is wanted after all.');
}

/** Without the stack: that is for the log, which `onDefect` is told. */
export function unexpected(defect: Error, where: string): LabError {
  return new LabError(
    'engine-failed',
    `Unexpected failure in ${where}: ${defect.message}`,
    'Run `npm run -s lab -- doctor`; if it passes, this is a defect worth reporting with the text above.',
    { cause: defect },
  );
}

/** What is thrown need not be an error, nor have a text. */
export function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === 'string' ? thrown : `a ${typeof thrown} was thrown`, { cause: thrown });
}
