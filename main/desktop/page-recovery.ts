export interface RecoveryParts {
  reload(): void;
  /** Milliseconds since any moment */
  now(): number;
  /** It ended again and again; told how it ended last */
  giveUp(reason: string): void;
}

const withinMs = 60_000;
const most = 3;

/**
 * What to do when the process of the page has ended: load it again. Runs go on meanwhile, as nothing of them is in the page.
 * One that keeps ending is given up on.
 *
 * @returns to be called with Electron's reason
 */
export function pageRecovery({ reload, now, giveUp }: RecoveryParts): (reason: string) => void {
  let endings: readonly number[] = [];
  return (reason) => {
    if (reason === 'clean-exit') return;
    endings = [...endings.filter((at) => now() - at < withinMs), now()];
    if (endings.length > most) giveUp(reason);
    else reload();
  };
}
