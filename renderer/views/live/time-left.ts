/** A prediction of when a run ends, and when it was made; milliseconds since any moment. */
export interface Prediction {
  readonly madeAt: number;
  readonly endsAt: number;
}

/** Over how long predictions are compared; the first ones of a run, made from next to nothing, are soon forgotten. */
const windowMs = 20_000;

/** The predictions of the last 20 seconds, with a new one. */
export function withPrediction(before: readonly Prediction[], madeAt: number, secondsLeft: number): Prediction[] {
  const kept = before.filter((prediction) => madeAt - prediction.madeAt <= windowMs);
  return [...kept, { madeAt, endsAt: madeAt + 1000 * secondsLeft }];
}

/**
 * Time left by the last prediction; low and high are the deciles of the ends predicted in the last 20 seconds, the last one
 * between them: how far the prediction itself moves. Not a confidence interval.
 *
 * @returns seconds, not below 0; undefined without a prediction
 */
export function timeLeft(
  predictions: readonly Prediction[],
  now: number,
): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  const last = predictions.at(-1);
  if (last === undefined) return undefined;
  const ends = predictions.map(({ endsAt }) => endsAt).sort((first, second) => first - second);
  const decile = (share: number): number => ends[Math.round(share * (ends.length - 1))]!;
  const secondsTo = (endsAt: number): number => Math.max(0, (endsAt - now) / 1000);
  return {
    value: secondsTo(last.endsAt),
    low: secondsTo(Math.min(last.endsAt, decile(0.1))),
    high: secondsTo(Math.max(last.endsAt, decile(0.9))),
  };
}
