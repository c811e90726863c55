import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CirclePlay, CircleSlash, Unplug } from '@lucide/vue';
import type { Component } from 'vue';

export type ShownStatus =
  'queued' | 'waiting' | 'running' | 'finished' | 'failed' | 'stopped' | 'lost' | 'paused' | 'stopping' | 'pausing';

export interface StatusLook {
  readonly label: string;
  /** A shape of its own for each, so that colour only repeats it */
  readonly icon: Component;
  readonly tone: 'quiet' | 'accent' | 'success' | 'warning' | 'danger';
}

/** How a state is shown, the same everywhere. */
export const statusLooks: Readonly<Record<ShownStatus, StatusLook>> = {
  queued: { label: 'Queued', icon: CircleDashed, tone: 'quiet' },
  waiting: { label: 'Waiting', icon: CircleDashed, tone: 'quiet' },
  running: { label: 'Running', icon: CirclePlay, tone: 'accent' },
  pausing: { label: 'Pausing', icon: CirclePause, tone: 'warning' },
  paused: { label: 'Paused', icon: CirclePause, tone: 'warning' },
  stopping: { label: 'Stopping', icon: CircleSlash, tone: 'warning' },
  stopped: { label: 'Stopped', icon: CircleSlash, tone: 'quiet' },
  finished: { label: 'Finished', icon: CircleCheck, tone: 'success' },
  failed: { label: 'Failed', icon: CircleAlert, tone: 'danger' },
  lost: { label: 'Lost', icon: Unplug, tone: 'danger' },
};
