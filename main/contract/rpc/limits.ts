import { LabError } from '../errors.ts';

/** How large a message may be, in bytes of its text or about as many in memory. */
export interface ChannelLimits {
  readonly outgoingBytes: number;
  readonly incomingBytes: number;
}

const requestBytes = 16 * 2 ** 20;
const answerBytes = 256 * 2 ** 20;

export const clientLimits: ChannelLimits = { outgoingBytes: requestBytes, incomingBytes: answerBytes };
export const serverLimits: ChannelLimits = { outgoingBytes: answerBytes, incomingBytes: requestBytes };

export function tooLarge(limitBytes: number): LabError {
  return new LabError(
    'invalid-message',
    `A message is larger than ${Math.round(limitBytes / 2 ** 20)} MiB, which is more than is carried at once.`,
    'Ask for less at once, for example for one study instead of all.',
  );
}

export function notPlainData(cause: unknown): LabError {
  return new LabError(
    'invalid-message',
    `A message has something in it that cannot be sent: ${cause instanceof Error ? cause.message : String(cause)}`,
    'This is a defect worth reporting with the text above.',
    { cause },
  );
}
