/** What was, what is and what was undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What the last edit belongs to: another one of the same key, soon after, is one step with it */
  readonly key?: string;
  /** Milliseconds, of the last edit */
  readonly at: number;
}

const depth = 200;
/** Keystrokes that follow each other faster are undone together, milliseconds. */
const together = 1000;

export function startHistory<State>(present: State): History<State> {
  return { past: [], present, future: [], at: 0 };
}

/**
 * @param key names what is edited; without one every edit is a step of its own
 * @param now milliseconds, of whatever clock
 */
export function edited<State>(
  history: History<State>,
  present: State,
  key: string | undefined,
  now: number,
): History<State> {
  if (present === history.present) return history;
  const joins = key !== undefined && key === history.key && now - history.at < together;
  const past = joins ? history.past : [...history.past, history.present].slice(-depth);
  return { past, present, future: [], key, at: now };
}

/** The present in other words, which is no edit: nothing to undo. */
export function restated<State>(history: History<State>, present: State): History<State> {
  return { ...history, present };
}

export function undone<State>(history: History<State>): History<State> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], at: 0 };
}

export function redone<State>(history: History<State>): History<State> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, at: 0 };
}
