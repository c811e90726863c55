import type { CommandContext, StopSignal } from './context.ts';

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

/**
 * Lets a task be stopped: the first signal aborts its AbortSignal and says so, the second ends the process with 130.
 *
 * @param keeps whether what is done is kept, which the first one says
 */
export async function withInterrupts<Result>(
  context: Pick<CommandContext, 'signals' | 'exit'>,
  say: (line: string) => void,
  keeps: boolean,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const listener = (): void => {
    if (controller.signal.aborted) {
      context.exit(130);
      return;
    }
    say(`Stopping${keeps ? ': what is done is kept' : ''}. Press Ctrl-C again to end at once.`);
    controller.abort();
  };
  for (const signal of stopSignals) context.signals.on(signal, listener);
  try {
    return await task(controller.signal);
  } finally {
    for (const signal of stopSignals) context.signals.off(signal, listener);
  }
}
