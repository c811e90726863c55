import type { OpenLaboratory } from '../runs/services.ts';

export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Of a terminal */
  readonly columns?: number;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

/** All that a command touches of the process it runs in. */
export interface CommandContext {
  readonly output: TextStream;
  readonly errors: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  readonly signals: SignalSource;
  exit(code: number): void;
  /** Milliseconds since any moment */
  now(): number;
  readonly openLaboratory: OpenLaboratory;
}
