import type { ArrivedInputOf, EventTable, MethodTable, OutputOf, ValueOf } from './table.ts';
import type { CallProgress } from './messages.ts';

export interface CallContext {
  /** Aborted when the client cancels or is gone */
  readonly signal: AbortSignal;
  /** Sent on at most 4 times a second, the last one always */
  progress(progress: CallProgress): void;
}

/** What answers a contract's methods. Expected failures are thrown as LabError. */
export type Handlers<Methods extends MethodTable> = {
  readonly [Name in keyof Methods]: (
    input: ArrivedInputOf<Methods[Name]>,
    context: CallContext,
  ) => Promise<OutputOf<Methods[Name]>> | OutputOf<Methods[Name]>;
};

/** What feeds a contract's events: begins with the present state, ends when the function it returned is called. */
export type Sources<Events extends EventTable> = {
  readonly [Name in keyof Events]: (
    input: ArrivedInputOf<Events[Name]>,
    publish: (value: ValueOf<Events[Name]>) => void,
  ) => () => void;
};

/** The answering side of a contract. */
export interface Service<Methods extends MethodTable, Events extends EventTable> {
  readonly handlers: Handlers<Methods>;
  readonly sources: Sources<Events>;
}
