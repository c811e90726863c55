import { beforeAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../../main/contract/errors.ts';
import { defineProgram, type Engine } from '../../../../main/lab/ops/engine.ts';
import { loadTensorFlow } from '../../../../main/runs/backends/tensorflow-native.ts';
import { graph, graphBfloat16, graphFloat64, tensorflow } from '../../training/engine-cases.ts';

const accumulate = defineProgram({
  inputs: { x: { shape: [3], type: 'float32' } },
  build: (ops, { x }, { total, count }) => {
    const newTotal = ops.add(total, x);
    return {
      outputs: { before: total, after: newTotal, same: newTotal },
      updates: { total: newTotal, count: ops.add(count, ops.constant(1)) },
    };
  },
});
const swap = defineProgram({
  inputs: {},
  build: (_ops, _inputs, { total, other }) => ({
    outputs: { total },
    updates: { total: other, other: total },
  }),
});
const returnInput = defineProgram({
  inputs: { x: { shape: [3], type: 'float32' } },
  build: (_ops, { x }) => ({ outputs: { x } }),
});
/** Reads `total` before and after everything else, while it is updated */
const readLate = defineProgram({
  inputs: {},
  build: (ops, _inputs, { total }) => {
    const doubled = ops.add(total, total);
    return { outputs: { late: ops.multiply(ops.exponential(ops.zeros([3])), total) }, updates: { total: doubled } };
  },
});
const labelled = defineProgram({
  inputs: { label: { shape: [2], type: 'int32' } },
  build: (ops, { label }) => ({ outputs: { oneHot: ops.oneHot(label, 3) } }),
});

const state = { total: [3], count: [], other: [3] };
const initial = { total: Float32Array.of(1, 2, 3), count: Float32Array.of(0), other: Float32Array.of(7, 8, 9) };
const programs = { accumulate, swap, returnInput, readLate, labelled };

describe.each([graph, graphBfloat16, graphFloat64, tensorflow])(
  'a session of $title',
  ({ missing, open, ...engineCase }) => {
    let engine: Engine;
    beforeAll(async () => {
      if (!missing) engine = await open();
    });
    const openSession = () => engine.open(state, programs, initial);

    describe.skipIf(missing)('keeps its promises', () => {
      test('describes itself', () => {
        const { name, precision, versions } = engine.description;
        expect({ name, precision }).toEqual({ name: engineCase.name, precision: engineCase.precision });
        expect(versions['tensorflow']).toMatch(/^2\.\d+\.\d+$/);
      });

      test('keeps state between runs and assigns updates after everything was read', async () => {
        const session = openSession();
        const first = await session.run('accumulate', { x: Float32Array.of(10, 20, 30) });
        const after = Float32Array.of(11, 22, 33);
        expect(first).toEqual({ before: Float32Array.of(1, 2, 3), after, same: after });
        await session.run('accumulate', { x: Float32Array.of(1, 1, 1) });
        expect(await session.run('swap', {})).toEqual({ total: Float32Array.of(12, 23, 34) });
        expect(await session.read()).toEqual({
          total: Float32Array.of(7, 8, 9),
          count: Float32Array.of(2),
          other: Float32Array.of(12, 23, 34),
        });
        for (let round = 0; round < 20; round++) {
          const [before] = (await session.read(['total'])).total;
          expect((await session.run('readLate', {})).late[0]).toBe(before);
        }
        session.dispose();
      });

      test('write replaces single state tensors, read gives single ones', async () => {
        const session = openSession();
        await session.write({ other: Float32Array.of(-1, -2, -3) });
        expect(await session.read(['other'])).toEqual({ other: Float32Array.of(-1, -2, -3) });
        expect(await session.read(['total', 'count'])).toEqual({ total: initial.total, count: initial.count });
        session.dispose();
      });

      test("shares no memory with the caller's arrays, at any alignment", async () => {
        // TensorFlow takes over a fed array where its memory is aligned to 32 or 64 bytes: some of these are
        for (let offset = 0; offset < 16; offset++) {
          const buffer = new Float32Array(64);
          const view = (values: number[]) => {
            buffer.set(values, offset);
            return buffer.subarray(offset, offset + 3);
          };
          const session = engine.open(state, programs, { ...initial, other: view([4, 5, 6]) });
          buffer.fill(-1);
          expect((await session.read(['other'])).other).toEqual(Float32Array.of(4, 5, 6));
          await session.write({ other: view([7, 8, 9]) });
          buffer.fill(-2);
          expect((await session.read(['other'])).other).toEqual(Float32Array.of(7, 8, 9));
          const given = view([10, 11, 12]);
          const { x } = await session.run('returnInput', { x: given });
          x.fill(-3);
          expect(given).toEqual(Float32Array.of(10, 11, 12));
          const read = await session.read(['other']);
          read.other.fill(-4);
          expect((await session.read(['other'])).other).toEqual(Float32Array.of(7, 8, 9));
          session.dispose();
        }
      });

      test('sessions with the same names do not see each other', async () => {
        const first = openSession();
        const second = openSession();
        await first.write({ total: Float32Array.of(0, 0, 0) });
        await second.run('accumulate', { x: Float32Array.of(1, 1, 1) });
        expect(await first.read(['total', 'count'])).toEqual({
          total: Float32Array.of(0, 0, 0),
          count: Float32Array.of(0),
        });
        expect((await second.read(['total'])).total).toEqual(Float32Array.of(2, 3, 4));
        first.dispose();
        expect((await second.read(['count'])).count).toEqual(Float32Array.of(1));
        second.dispose();
      });

      test('takes integers as integers: a label of -1 gives a row of zeros', async () => {
        const session = openSession();
        const { oneHot } = await session.run('labelled', { label: Int32Array.of(2, -1) });
        expect(oneHot).toEqual(Float32Array.of(0, 0, 1, 0, 0, 0));
        session.dispose();
      });

      test('refuses wrong arguments in a sentence', async () => {
        const session = openSession();
        const x = Float32Array.of(1, 2, 3);
        const refusals: readonly (() => Promise<unknown>)[] = [
          () => session.run('absent', {}),
          () => session.run('accumulate', {}),
          () => session.run('accumulate', { x: Float32Array.of(1, 2) }),
          () => session.run('accumulate', { x: Int32Array.of(1, 2, 3) }),
          () => session.write({ absent: x }),
          () => session.write({ total: Float32Array.of(1) }),
        ];
        for (const refusal of refusals) {
          const error = await refusal().catch((caught: unknown) => caught);
          expect(error).toBeInstanceOf(LabError);
          expect((error as LabError).code).toBe('invalid-argument');
        }
        await expect(session.read(['absent'])).rejects.toThrow('absent');
        expect(() => engine.open(state, programs, { ...initial, total: Float32Array.of(1) })).toThrow(LabError);
        expect(await session.read()).toEqual(initial);
        session.dispose();
      });

      test('no tensor is left by runs, reads and writes', async () => {
        const { binding } = await loadTensorFlow();
        const session = openSession();
        const before = binding.getNumOfTensors();
        for (let round = 0; round < 3; round++) {
          await session.run('accumulate', { x: Float32Array.of(1, 2, 3) });
          await session.run('swap', {});
          await session.write(await session.read());
        }
        expect(binding.getNumOfTensors()).toBe(before);
        session.dispose();
      });
    });
  },
);

test.skipIf(graph.missing)('a graph session may have no state, and nothing may be written', async () => {
  const session = (await graph.open()).open({}, { labelled }, {});
  await session.write({});
  const { oneHot } = await session.run('labelled', { label: Int32Array.of(2, -1) });
  expect(oneHot).toEqual(Float32Array.of(0, 0, 1, 0, 0, 0));
  session.dispose();
});

test.skipIf(graph.missing)('a program of the graph engine may have updates without outputs', async () => {
  const silent = defineProgram({
    inputs: {},
    build: (_ops, _inputs, { other }) => ({ outputs: {}, updates: { total: other } }),
  });
  const session = (await graph.open()).open(state, { silent }, initial);
  await session.run('silent', {});
  expect((await session.read(['total'])).total).toEqual(initial.other);
});
