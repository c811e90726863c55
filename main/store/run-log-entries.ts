import type { AccuracyStage, RunEvent, RunProgress } from '../contract/run.ts';
import type { LogEntry } from './run-log.ts';

const phases: Readonly<Record<RunProgress['phase'], (detail: string) => string>> = {
  loading: (detail) => `Loading ${detail}.`,
  evaluating: (detail) => `Measuring: ${detail}.`,
  scoring: (detail) => `Scoring: ${detail}.`,
  training: (detail) => `Training from ${detail}.`,
  timing: (detail) => `Timing the ${detail}.`,
  saving: (detail) => `Saving: ${detail}.`,
};

const stages: Readonly<Record<AccuracyStage, string>> = {
  clean: 'without noise, before training',
  quantised: 'quantised, before training',
  noisy: 'under noise, before training',
  'recovered-clean': 'without noise, after training',
  recovered: 'under noise, after training',
};

const percent = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;
const info = (message: string): LogEntry => ({ level: 'info', message });
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export interface LogState {
  /** Of the last progress before the event */
  readonly phase: RunProgress['phase'] | undefined;
  /** The last loss before the event */
  readonly loss: number | undefined;
}

/** What an event is worth saying; nothing for most. How a run ends is said where its status changes. */
export function logEntryOf(event: RunEvent, { phase, loss }: LogState): LogEntry | undefined {
  switch (event.type) {
    case 'started': {
      const { engine, precision, versions } = event.provenance;
      const parts = Object.entries(versions).map(([name, version]) => `, ${name} ${version}`);
      return info([`Started on ${engine}, ${precision}${parts.join('')}.`, ...(event.notices ?? [])].join(' '));
    }
    case 'progress':
      return event.progress.phase === phase ? undefined : info(phases[event.progress.phase](event.progress.detail));
    case 'plan':
      return info(
        `Trains ${event.plan.trained.length} of ${counted(event.plan.trained.length + event.plan.frozen.length, 'layer')}: ${event.plan.reason}`,
      );
    case 'sensitivity':
      return info(`Scored ${counted(event.scores.length, 'layer')} by ${event.scores[0]?.metric ?? 'nothing'}.`);
    case 'accuracy': {
      const { stage, accuracy, low, high, draws } = event.result;
      const over = draws.length > 1 ? `, ${draws.length} draws` : '';
      return info(`Accuracy ${stages[stage]}: ${percent(accuracy)} (${percent(low)} to ${percent(high)}${over}).`);
    }
    case 'rates':
      return info(
        `Fault rates moved after epoch ${event.update.epoch}: memory energy ${percent(event.update.energy)} of reliable memory.`,
      );
    case 'checkpoint':
      return info(checkpointSentence(event, loss));
    case 'metrics':
    case 'noise':
    case 'timing':
    case 'memory':
    case 'fault-accuracy':
    case 'finished':
    case 'stopped':
    case 'failed':
      return undefined;
  }
}

function checkpointSentence(
  { final, position, bytes }: Extract<RunEvent, { type: 'checkpoint' }>,
  loss: number | undefined,
): string {
  const size = `${(bytes / 1e6).toFixed(2)} MB`;
  if (final) return `The trained weights were kept (${size}).`;
  const reached =
    position.step === 0 ? `Epoch ${position.epoch} is done` : `Epoch ${position.epoch + 1} up to step ${position.step}`;
  return `${reached}${loss === undefined ? '' : `, loss ${loss.toPrecision(3)}`}. Checkpoint kept (${size}).`;
}
