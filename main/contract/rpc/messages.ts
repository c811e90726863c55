import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { measurement } from '../measurement.ts';

/** Chosen by the client; a call and a subscription never share one. */
const id = z.number().int().min(0);

export const serializedErrorSchema = z.strictObject({
  name: z.literal('LabError'),
  code: z.enum(errorCodes),
  message: z.string(),
  nextStep: z.string(),
});

/** What a client may send. `input` is checked by the method's own schema. */
export const clientMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, method: z.string().max(100), input: z.unknown() }),
  /** The call is to end soon; it answers with its result, or with an error of code `stopped` */
  z.strictObject({ kind: z.literal('cancel'), id }),
  z.strictObject({ kind: z.literal('subscribe'), id, event: z.string().max(100), input: z.unknown() }),
  z.strictObject({ kind: z.literal('unsubscribe'), id }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** How far a call has come that takes a while. */
export const callProgressSchema = z.strictObject({
  /** 0 to 1 */
  fraction: measurement,
  detail: z.string(),
  /** Absent until there is something to base it on */
  secondsLeft: measurement.optional(),
});
export type CallProgress = z.infer<typeof callProgressSchema>;

/** What a server may send. `value` is checked by the method's or the event's own schema. */
export const serverMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id, value: z.unknown() }),
  z.strictObject({ kind: z.literal('error'), id, error: serializedErrorSchema }),
  z.strictObject({ kind: z.literal('progress'), id, progress: callProgressSchema }),
  z.strictObject({ kind: z.literal('event'), id, value: z.unknown() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
