import type { z } from 'zod';

/** A method: what it is asked with and what it answers. Both are checked where they arrive. */
export interface MethodSchema {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** An event: what a subscription to it is opened with, and what is told then. */
export interface EventSchema {
  readonly input: z.ZodType;
  readonly value: z.ZodType;
}

export type MethodTable = Readonly<Record<string, MethodSchema>>;
export type EventTable = Readonly<Record<string, EventSchema>>;

/** Everything two sides can say to each other. */
export interface Contract<Methods extends MethodTable = MethodTable, Events extends EventTable = EventTable> {
  readonly methods: Methods;
  readonly events: Events;
}

/** What a caller may leave out has its default filled in on arrival. */
export type InputOf<Schema extends { readonly input: z.ZodType }> = z.input<Schema['input']>;
export type ArrivedInputOf<Schema extends { readonly input: z.ZodType }> = z.output<Schema['input']>;
export type OutputOf<Schema extends MethodSchema> = z.output<Schema['output']>;
export type ValueOf<Schema extends EventSchema> = z.output<Schema['value']>;
