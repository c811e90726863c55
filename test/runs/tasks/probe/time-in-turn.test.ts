import { expect, test } from 'vitest';
import { timeInTurn } from '../../../../main/runs/tasks/probe/time-in-turn.ts';

/** Works that take so long, by a clock that only they move */
function clockwork(durationsMs: Readonly<Record<string, readonly number[]>>) {
  let clockMs = 0;
  const order: string[] = [];
  const works = Object.entries(durationsMs).map(([label, durations]) => ({
    label,
    async run(index: number) {
      order.push(`${label}${index}`);
      clockMs += durations[Math.min(index, durations.length - 1)]!;
    },
  }));
  return { works, order, now: () => clockMs };
}

test('works are timed in turn; what the first run takes to prepare is kept apart', async () => {
  const { works, order, now } = clockwork({ a: [100, 3, 5, 4], b: [50, 10] });
  const told: number[] = [];
  const [a, b] = await timeInTurn(works, 50, now, (fraction) => told.push(fraction));
  expect(order).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
  expect(a).toEqual({ firstMs: 100, samplesMs: [3, 5, 4] });
  expect(b).toEqual({ firstMs: 50, samplesMs: [10, 10, 10] });
  expect(told).toEqual(told.toSorted((first, second) => first - second));
  expect(told[0]).toBe(0);
});

test('no more than nine rounds, however quick', async () => {
  const { works, now } = clockwork({ a: [1] });
  const [a] = await timeInTurn(works, 1e6, now, () => undefined);
  expect(a!.samplesMs).toHaveLength(9);
});

test('one round at least, unless the first took far too long already', async () => {
  const slow = clockwork({ a: [250, 200] });
  expect((await timeInTurn(slow.works, 100, slow.now, () => undefined))[0]!.samplesMs).toEqual([200]);
  const endless = clockwork({ a: [301, 200] });
  expect((await timeInTurn(endless.works, 100, endless.now, () => undefined))[0]).toEqual({
    firstMs: 301,
    samplesMs: [301],
  });
});

test('tells what is left once it is known', async () => {
  const { works, now } = clockwork({ a: [10, 10] });
  const left: (number | undefined)[] = [];
  await timeInTurn(works, 30, now, (_fraction, _label, leftMs) => left.push(leftMs));
  expect(left).toEqual([undefined, undefined, 20, 10]);
});

test('nothing to time takes no time', async () => {
  expect(
    await timeInTurn(
      [],
      100,
      () => 0,
      () => undefined,
    ),
  ).toEqual([]);
});
