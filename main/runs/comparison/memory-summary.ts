import type { MemorySummary } from '../../contract/results.ts';
import type { MemoryReport } from '../../contract/run.ts';
import { geometricMeanRate } from '../../lab/energy/geometric-mean-rate.ts';

/** A memory with what follows from it. Layers without faults, such as excepted ones, have no part in the mean rate. */
export function memorySummary(report: MemoryReport): MemorySummary {
  const faulty = report.layers.filter(({ rate }) => rate > 0);
  return faulty.length === 0 ? report : { ...report, geometricMeanRate: geometricMeanRate(faulty) };
}
