import type { Contract, EventTable, InputOf, MethodTable, OutputOf, ValueOf } from './table.ts';
import type { CallProgress } from './messages.ts';

export interface CallOptions {
  /** Ends the call: it rejects with a LabError of code `stopped`. */
  readonly signal?: AbortSignal;
  /** After the signal, waits for what the method says came of it, which may be that it is done */
  readonly patient?: boolean;
  onProgress?(progress: CallProgress): void;
}

/** The asking side of a contract, over whatever channel. */
export interface Client<Methods extends MethodTable = MethodTable, Events extends EventTable = EventTable> {
  /** @throws LabError what the method threw; 'disconnected' when the channel closed; 'stopped' by the signal */
  call<Name extends keyof Methods & string>(
    method: Name,
    input: InputOf<Methods[Name]>,
    options?: CallOptions,
  ): Promise<OutputOf<Methods[Name]>>;
  /**
   * Every subscription is told the present state first, then what changes.
   *
   * @param onError the source refused or failed, or the channel closed; nothing follows
   * @returns a function that ends it
   */
  subscribe<Name extends keyof Events & string>(
    event: Name,
    input: InputOf<Events[Name]>,
    listener: (value: ValueOf<Events[Name]>) => void,
    onError?: (error: Error) => void,
  ): () => void;
  close(): void;
}

export type ClientOf<Table extends Contract> =
  Table extends Contract<infer Methods, infer Events> ? Client<Methods, Events> : never;
