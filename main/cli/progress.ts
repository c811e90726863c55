import { formatDuration } from '../report/format-number.ts';
import { runLine } from '../report/runs-table.ts';
import type { LaboratoryEvent } from '../runs/progress/watcher.ts';
import type { CommandContext, TextStream } from './context.ts';
import { printable } from './printable.ts';
import { isTerminal } from './terminal.ts';

export interface ProgressReporter {
  event(event: LaboratoryEvent): void;
  /** A line of its own, above any bar */
  say(line: string): void;
  /** Clears a bar; nothing may be reported afterwards */
  end(): void;
}

type ProgressEvent = Extract<LaboratoryEvent, { type: 'progress' }>;

const redrawMs = 250;
const lineMs = 5000;
const barCells = 20;

/** Progress on stderr: a bar that is redrawn at most 4 times a second on a terminal, lines now and then elsewhere. */
export function progressReporter(context: Pick<CommandContext, 'errors' | 'environment' | 'now'>): ProgressReporter {
  const { errors, environment, now } = context;
  return isTerminal(errors, environment) ? barReporter(errors, now) : lineReporter(errors, now);
}

function barReporter(stream: TextStream, now: () => number): ProgressReporter {
  let drawnAt = -Infinity;
  let drawnStage = '';
  let bar = '';
  const clear = (): void => void (bar !== '' && stream.write('\r\u001B[K'));
  const say = (line: string): void => {
    clear();
    stream.write(`${line}\n${bar}`);
  };
  return {
    say,
    event(event) {
      if (event.type !== 'progress') {
        say(eventLine(event));
        return;
      }
      const time = now();
      if (stage(event) === drawnStage && time - drawnAt < redrawMs && event.fraction < 1) return;
      drawnAt = time;
      drawnStage = stage(event);
      clear();
      bar = cut(barLine(event), (stream.columns || 80) - 1);
      stream.write(bar);
    },
    end() {
      clear();
      bar = '';
    },
  };
}

function lineReporter(stream: TextStream, now: () => number): ProgressReporter {
  let writtenAt = -Infinity;
  let writtenStage = '';
  const say = (line: string): void => void stream.write(`${line}\n`);
  return {
    say,
    event(event) {
      if (event.type !== 'progress') {
        say(eventLine(event));
        return;
      }
      const time = now();
      if (stage(event) === writtenStage && time - writtenAt < lineMs) return;
      writtenAt = time;
      writtenStage = stage(event);
      say(progressLine(event));
    },
    end() {
      // Lines stay
    },
  };
}

function stage({ label, progress }: ProgressEvent): string {
  return `${label}\n${progress.phase}`;
}

function eventLine(event: Exclude<LaboratoryEvent, ProgressEvent>): string {
  return printable(event.type === 'notice' ? event.message : runLine(event.run));
}

function percent(fraction: number): string {
  return `${String(Math.floor(100 * Math.min(1, Math.max(0, fraction)))).padStart(3)} %`;
}

/** ` 45 %  run 3 of 8  SAFT k=7, seed 2: training, epoch 1 of 1  1 min 20 s left` */
function progressLine({ label, progress, fraction, secondsLeft, runsDone, runs }: ProgressEvent): string {
  const what = `${label}: ${progress.phase}${progress.detail === '' ? '' : `, ${progress.detail}`}`;
  const count = runs > 1 ? `run ${Math.min(runs, runsDone + 1)} of ${runs}` : '';
  const left = secondsLeft === undefined ? '' : `${formatDuration(secondsLeft)} left`;
  return [percent(fraction), count, printable(what), left].filter((part) => part !== '').join('  ');
}

function barLine(event: ProgressEvent): string {
  const full = Math.round(barCells * Math.min(1, Math.max(0, event.fraction)));
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${progressLine(event)}`;
}

function cut(text: string, columns: number): string {
  const letters = [...text];
  return letters.length <= columns ? text : `${letters.slice(0, Math.max(0, columns - 1)).join('')}…`;
}
