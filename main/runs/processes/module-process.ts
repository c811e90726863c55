/** A process that runs one module of ours, as its owner sees it. Every listener is registered before anything is sent. */
export interface ModuleProcess<Sent = unknown, Received = unknown> {
  /** Never throws; what cannot be delivered is followed by the end of the process. */
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  onStderrLine(listener: (line: string) => void): void;
  /** Told once, after the last message and the last line; a code where it ended by itself, else the signal */
  onExit(listener: (code: number | null, signal: string | null) => void): void;
  /** At once; the end is told by `onExit`. */
  kill(): void;
  /** Tells it that nobody listens any more, upon which it ends by itself. */
  disconnect(): void;
}

export interface ModuleStart {
  /** Of the module; it speaks to its owner through `ownerChannel` */
  readonly entry: URL;
  /** What follows the module in `process.argv` */
  readonly words?: readonly string[];
  /** Complete, of the new process */
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts a process; how depends on the program this is: a child of Node, or a utility process of Electron. */
export type StartModule = (start: ModuleStart) => ModuleProcess;
