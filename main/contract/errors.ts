/**
 * Errors that a user can do something about. Everything else that is thrown is a bug.
 *
 * `use` errors are mistakes in what was asked for (exit code 2); `failure` errors happen while doing it (exit code 1).
 */
export type ErrorKind = 'use' | 'failure';

export const errorCodes = [
  'invalid-specification',
  'invalid-argument',
  'missing-file',
  'invalid-data-file',
  'invalid-weights-file',
  'weights-mismatch',
  'invalid-archive',
  'archive-newer',
  'archive-conflict',
  'not-finite',
  'unknown-layer',
  'too-many-layers',
  'engine-unavailable',
  'engine-failed',
  'store-newer',
  'store-unusable',
  'store-busy',
  'disk-full',
  'not-found',
  'not-resumable',
  'stopped',
  'lost',
  'invalid-message',
  'disconnected',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

const useErrors: ReadonlySet<ErrorCode> = new Set([
  'invalid-specification',
  'invalid-argument',
  'unknown-layer',
  'too-many-layers',
]);

export interface SerializedError {
  readonly name: 'LabError';
  readonly code: ErrorCode;
  readonly message: string;
  readonly nextStep: string;
}

/**
 * An expected error: one sentence with the cause (`message`), one with what to do about it (`nextStep`).
 * Survives a process border through {@link serializeError} and {@link deserializeError}.
 */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: ErrorCode;
  readonly nextStep: string;

  constructor(code: ErrorCode, message: string, nextStep: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.nextStep = nextStep;
  }

  get kind(): ErrorKind {
    return useErrors.has(this.code) ? 'use' : 'failure';
  }
}

export function serializeError(error: unknown): SerializedError {
  if (error instanceof LabError) {
    return { name: 'LabError', code: error.code, message: error.message, nextStep: error.nextStep };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    name: 'LabError',
    code: 'engine-failed',
    message: `Unexpected failure: ${message}`,
    nextStep: 'Run `npm run -s lab -- doctor`; if it passes, this is a defect worth reporting with the text above.',
  };
}

export function deserializeError(error: SerializedError): LabError {
  return new LabError(error.code, error.message, error.nextStep);
}

/** Did the operating system refuse for want of room? @param code of its error: no space left, or a quota used up */
export function isDiskFull(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** Makes the compiler check that a switch over a union is complete. */
export function assertNever(value: never): never {
  throw new TypeError(`Unhandled case: ${JSON.stringify(value)}`);
}
