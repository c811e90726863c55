import type { RunKind } from '../../contract/run.ts';
import type { Probe } from '../../contract/workbench/specification.ts';

/** What timing a study before its launch let expect: it is all there is to go by until one of its runs is under way. */
export interface ProbedTimes {
  /** @param text of the study, as it was timed */
  remember(text: string, probe: Probe): void;
  /** Undefined for a text that was not timed, or too long ago */
  of(text: string): Probe | undefined;
}

const mostKept = 20;

export function createProbedTimes(): ProbedTimes {
  const probes = new Map<string, Probe>();
  return {
    remember(text, probe) {
      probes.delete(text);
      probes.set(text, probe);
      const [oldest] = probes.keys();
      if (probes.size > mostKept) probes.delete(oldest!);
    },
    of: (text) => probes.get(text),
  };
}

/**
 * Seconds of a whole run of each kind, so that all runs together take what the probe says: the mean of those that train,
 * and an equal share of everything else.
 *
 * @param kinds of all runs of the study
 */
export function probedSeconds(
  { parts, otherSeconds }: Probe,
  kinds: readonly RunKind[],
): Readonly<Partial<Record<RunKind, number>>> {
  const share = otherSeconds.value / kinds.length;
  const trainingSeconds = (kind: RunKind): number => {
    const own = parts.filter((part) => part.kind === kind);
    const runs = own.reduce((sum, part) => sum + part.runs, 0);
    return runs === 0 ? 0 : own.reduce((sum, part) => sum + part.seconds.value, 0) / runs;
  };
  return Object.fromEntries([...new Set(kinds)].map((kind) => [kind, share + trainingSeconds(kind)]));
}
