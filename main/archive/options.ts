import type { ArchiveLimits } from './limits.ts';

/** What everything that takes a while with an archive understands. */
export interface ArchiveOptions {
  /** Ends it with a LabError `stopped`; nothing is left behind */
  readonly signal?: AbortSignal;
  /** 0 to 1, and what is under way */
  readonly onProgress?: (fraction: number, detail: string) => void;
}

export interface ReadingOptions extends ArchiveOptions {
  readonly limits?: ArchiveLimits;
}
