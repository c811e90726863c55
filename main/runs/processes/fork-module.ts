import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ModuleProcess, StartModule } from './module-process.ts';

/** As a child of this process. One that loses its channel otherwise than by `disconnect` is killed. */
export const forkModule: StartModule = ({ entry, words = [], environment }): ModuleProcess => {
  const child = fork(entry, words, {
    serialization: 'advanced',
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const lineListeners: ((line: string) => void)[] = [];
  const exitListeners: ((code: number | null, signal: string | null) => void)[] = [];
  let hasSpoken = false;
  let isReleased = false;
  let end: readonly [number | null, string | null] | undefined;
  let isTold = false;

  function tellLine(line: string): void {
    hasSpoken = true;
    lineListeners.forEach((listener) => listener(line));
  }
  function tellEnd(): void {
    if (isTold || end === undefined) return;
    isTold = true;
    exitListeners.forEach((listener) => listener(...end!));
  }

  createInterface({ input: child.stderr! }).on('line', tellLine);
  // A message that could not be sent: the end of the process follows
  child.on('error', (error) => {
    if (!hasSpoken) tellLine(error.message);
  });
  child.on('disconnect', () => {
    // Nothing more can be asked of it
    if (!isReleased) child.kill('SIGKILL');
  });
  child.on('exit', (code, signal) => {
    end = [code, signal];
    // After a `disconnect` of our own there is no 'close'
    if (isReleased) tellEnd();
  });
  // 'exit' may come before the last message and the last words
  child.on('close', tellEnd);

  return {
    send: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onStderrLine: (listener) => void lineListeners.push(listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill: () => void child.kill('SIGKILL'),
    disconnect() {
      isReleased = true;
      if (child.connected) child.disconnect();
      tellEnd();
    },
  };
};
