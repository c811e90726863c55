/** What a course of the learning rate begins with; undefined for the constant one, which is the default. */
export function firstSchedule(kind: string, epochs: number): unknown {
  if (kind === 'cosine') return { kind };
  if (kind !== 'step') return undefined;
  // After half and after three quarters of the training, as is usual
  return { kind, at: [...new Set([0.5, 0.75].map((share) => Math.max(0.5, share * epochs)))] };
}
