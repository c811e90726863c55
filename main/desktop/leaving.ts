export interface LeavingParts {
  /** Runs that would be stopped */
  underWay(): number;
  /** Asks the user. @returns whether to go on leaving */
  confirm(question: Question): Promise<boolean>;
  /** What is being waited for, in a sentence */
  say(sentence: string): void;
  /** Stops what is under way with a checkpoint and closes the store */
  closeWorkbench(): Promise<void>;
  /** The last thing that happens */
  end(problem?: unknown): void;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly leave: string;
  readonly stay: string;
}

/** Closing the window in an orderly way, however often it is asked for meanwhile. */
export interface Leaving {
  /** @param asks whether the user is asked about runs under way; not where a signal ends the program */
  begin(asks: boolean): Promise<void>;
  /** Everything is closed: the window may go */
  readonly isDone: boolean;
}

export function leaving({ underWay, confirm, say, closeWorkbench, end }: LeavingParts): Leaving {
  let state: 'here' | 'asking' | 'closing' | 'done' = 'here';
  return {
    get isDone() {
      return state === 'done';
    },
    async begin(asks) {
      if (state === 'closing' || state === 'done' || (state === 'asking' && asks)) return;
      if (asks && underWay() > 0) {
        state = 'asking';
        const isConfirmed = await confirm(questionAbout(underWay()));
        // A signal may have come meanwhile
        if (state !== 'asking') return;
        state = 'here';
        if (!isConfirmed) return;
      }
      state = 'closing';
      say(sentenceAbout(underWay()));
      let problem: unknown;
      try {
        await closeWorkbench();
      } catch (error) {
        problem = error;
      }
      state = 'done';
      end(problem);
    },
  };
}

function questionAbout(runs: number): Question {
  const [subject, object] = runs === 1 ? ['A run is', 'it'] : [`${runs} runs are`, 'them'];
  return {
    message: `${subject} under way.`,
    detail: `Closing stops ${object} after the step under way and keeps a checkpoint. Resume goes on from there.`,
    leave: 'Stop and close',
    stay: 'Keep running',
  };
}

function sentenceAbout(runs: number): string {
  if (runs === 0) return 'Closing the workspace';
  return runs === 1
    ? 'Stopping a run and keeping its checkpoint'
    : `Stopping ${runs} runs and keeping their checkpoints`;
}
