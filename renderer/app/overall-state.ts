import { CircleAlert, CirclePause, CirclePlay, Square, Unplug } from '@lucide/vue';
import type { Component } from 'vue';
import type { Banner } from '../../main/contract/workbench/application.ts';
import type { QueueState } from '../../main/contract/workbench/runs.ts';
import type { ConnectionState } from './connection.ts';

export interface OverallState {
  /** One word, readable from across the room */
  readonly word: string;
  readonly icon: Component;
  readonly tone: 'quiet' | 'accent' | 'warning' | 'danger';
}

const states = {
  offline: { word: 'OFFLINE', icon: Unplug, tone: 'danger' },
  failed: { word: 'FAILED', icon: CircleAlert, tone: 'danger' },
  running: { word: 'RUNNING', icon: CirclePlay, tone: 'accent' },
  pausing: { word: 'PAUSING', icon: CirclePause, tone: 'warning' },
  paused: { word: 'PAUSED', icon: CirclePause, tone: 'warning' },
  idle: { word: 'IDLE', icon: Square, tone: 'quiet' },
} as const satisfies Record<string, OverallState>;

/**
 * @param lastRunFailed of the run that ended last since this page was opened
 * @param isWorkingElsewhere another process has a run of this workspace under way
 */
export function overallState(
  connection: ConnectionState,
  queue: QueueState | undefined,
  banners: readonly Banner[],
  lastRunFailed: boolean,
  isWorkingElsewhere = false,
): OverallState {
  if (connection === 'lost' || connection === 'refused') return states.offline;
  // Work that goes on says more than a failure before it, which has its banner or toast
  if (queue?.state === 'working') return states.running;
  if (banners.some(({ kind }) => kind !== 'found-lost')) return states.failed;
  if (queue?.state === 'pausing') return states.pausing;
  if (queue?.state === 'paused') return states.paused;
  if (isWorkingElsewhere) return states.running;
  return lastRunFailed ? states.failed : states.idle;
}

/** Of the runs that have ended since, the last. */
export function lastRunFailed(
  rows: Iterable<{ readonly status: string; readonly endedAt?: string }>,
  sinceMs: number,
): boolean {
  let latest = sinceMs;
  let failed = false;
  for (const { status, endedAt } of rows) {
    const ended = endedAt === undefined ? -Infinity : Date.parse(endedAt);
    if (ended < latest) continue;
    latest = ended;
    failed = status === 'failed';
  }
  return failed;
}
