import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names one process for good: a process number alone is used again. `undefined` where the system does not tell. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words (Linux: clock ticks since boot) */
  readonly processStart: string | undefined;
  readonly host: string;
  /** Changes when the machine starts anew */
  readonly bootId: string | undefined;
  /** Process numbers mean something only within one (containers) */
  readonly pidNamespace: string | undefined;
}

function orUndefined(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

interface ProcessState {
  readonly start: string;
  /** Has ended, though its parent has not taken notice yet */
  readonly ended: boolean;
}

/** Reads /proc/PID/stat (Linux; proc(5)). The name of the program, in parentheses, may itself hold anything. */
function readState(pid: number): ProcessState | undefined {
  const text = orUndefined(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const start = fields[19];
  return start === undefined ? undefined : { start, ended: fields[0] === 'Z' || fields[0] === 'X' };
}

/** Of this process */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    processStart: readState(process.pid)?.start,
    host: hostname(),
    bootId: orUndefined(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
    pidNamespace: orUndefined(() => readlinkSync('/proc/self/ns/pid')),
  };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Another machine's process is taken for dead when it has not been heard of for so long. */
export const silenceElsewhereMs = 60_000;
/** Where the start of a process is not known, its number may have been used again. */
export const silenceOfUnknownStartMs = 600_000;

/**
 * Whether the process that owns runs is still there. Its own machine is asked when that is this one; otherwise its last
 * heartbeat decides. A machine that was started anew counts as another one.
 *
 * @param heartbeatAt and `now`: milliseconds since 1970
 */
export function isAlive(owner: ProcessIdentity, own: ProcessIdentity, heartbeatAt: number, now: number): boolean {
  const here = owner.host === own.host && owner.bootId === own.bootId && owner.pidNamespace === own.pidNamespace;
  const silence = now - heartbeatAt;
  if (!here) return silence <= silenceElsewhereMs;
  if (!exists(owner.pid)) return false;
  const state = readState(owner.pid);
  if (state === undefined || owner.processStart === undefined) return silence <= silenceOfUnknownStartMs;
  return !state.ended && state.start === owner.processStart;
}
