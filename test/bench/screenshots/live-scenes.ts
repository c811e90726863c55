import { setTimeout as sleep } from 'node:timers/promises';
import { visit } from '../../interface/workbench-session.ts';
import { callWorkbench } from '../page/page-insides.ts';
import type { Scene } from './scene.ts';
import { studyInProgress } from './showcase.ts';

/** Of the training that is shown */
const shownFrom = 0.5;

/** A run in the middle of its training, others waiting behind it. */
export const liveScenes: readonly Scene[] = [
  {
    name: 'live',
    title: 'Live',
    caption:
      'A run while it trains: raw and smoothed curves, its fault rates, the time that is left, and what waits behind it.',
    moves: true,
    async set(page) {
      const { studyId } = await callWorkbench(page, 'studies.launch', { text: studyInProgress() });
      for (;;) {
        const rows = await callWorkbench(page, 'runs.list', {});
        const training = rows.find((row) => row.studyId === studyId && row.kind === 'train');
        if (training !== undefined && training.fraction >= shownFrom) break;
        await sleep(200);
      }
      await visit(page, '/live');
    },
  },
];

/** Of a workspace in which nothing has been done yet. */
export const firstScene: Scene = {
  name: 'first-start',
  title: 'First start',
  caption: 'An empty workspace offers the quickstart study.',
  set: (page) => visit(page, '/studies'),
};
