import { createInterface } from 'node:readline';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { UtilityProcess } from 'electron';
import { leaveMessage } from '../runs/processes/leave-message.ts';
import type { StartModule } from '../runs/processes/module-process.ts';

/** What of Electron's utility processes is used here. */
export interface UtilityProcesses {
  fork(
    modulePath: string,
    words: string[],
    options: { env: Record<string, string>; stdio: ('ignore' | 'pipe')[]; serviceName: string },
  ): Pick<UtilityProcess, 'pid' | 'postMessage' | 'kill'> & {
    readonly stderr: NodeJS.ReadableStream | null;
    on(event: 'message', listener: (message: unknown) => void): unknown;
    on(event: 'exit', listener: (code: number) => void): unknown;
    on(event: 'spawn', listener: () => void): unknown;
  };
}

/** The pipe may outlive its process for a moment, or never say that it ended. */
const lastWordsMs = 300;

/**
 * Starts processes as Electron's utility processes: they need no Node beside Electron, and `runAsNode` can be fused off.
 * Electron ends them with itself.
 */
export function utilityModules(utilityProcess: UtilityProcesses): StartModule {
  return ({ entry, words = [], environment }) => {
    const child = utilityProcess.fork(fileURLToPath(entry), [...words], {
      env: withoutUndefined(environment),
      stdio: ['ignore', 'ignore', 'pipe'],
      serviceName: 'Noisefloor engine',
    });
    const lineListeners: ((line: string) => void)[] = [];
    const exitListeners: ((code: number | null, signal: string | null) => void)[] = [];
    const lines = createInterface({ input: child.stderr! });
    let isSpawned = false;
    let isToBeKilled = false;
    let isEnded = false;

    function kill(): void {
      isToBeKilled = true;
      if (isSpawned && !isEnded) child.kill();
    }

    lines.on('line', (line) => lineListeners.forEach((listener) => listener(line)));
    const silence = new Promise((resolve) => lines.once('close', resolve));
    child.on('spawn', () => {
      isSpawned = true;
      if (isToBeKilled) kill();
    });
    child.on('exit', (status) => {
      isEnded = true;
      const end = isToBeKilled ? ([null, 'SIGKILL'] as const) : endOf(status);
      const tell = (): void => exitListeners.splice(0).forEach((listener) => listener(end[0], end[1]));
      void Promise.race([silence, new Promise((resolve) => setTimeout(resolve, lastWordsMs))]).then(tell);
    });

    return {
      send(message) {
        if (!isEnded) child.postMessage(message);
      },
      onMessage: (listener) => void child.on('message', listener),
      onStderrLine: (listener) => void lineListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill,
      disconnect() {
        if (!isEnded) child.postMessage(leaveMessage);
      },
    };
  };
}

/**
 * Where a signal ended a process, Electron tells its number as if it were a code. No process of ours ends with such a code
 * by itself.
 */
export function endOf(status: number, platform: NodeJS.Platform = process.platform): [number | null, string | null] {
  const deadly = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV', 'SIGTERM'] as const;
  const signal = platform === 'win32' ? undefined : deadly.find((name) => constants.signals[name] === status);
  return signal === undefined ? [status, null] : [null, signal];
}

/** `process.env` has only texts, whatever its type says. */
function withoutUndefined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] != null));
}
