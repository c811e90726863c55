import fc from 'fast-check';
import type { Contract } from '../../../main/contract/rpc/table.ts';

/** Messages that are wrong, nearly right, and right at the wrong time. */
export function hostileMessage({ methods, events }: Contract): fc.Arbitrary<unknown> {
  const data = fc.anything({ maxDepth: 4 });
  const id = fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, fc.double(), data);
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...Object.keys(methods), ...Object.keys(events)) },
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'x'.repeat(5000)),
  );
  const input = fc.oneof(
    fc.constantFrom({}, { first: 1 }, { how: 'object' }, { to: 3 }),
    data,
    fc.nat(200).map((depth) => nested(depth)),
  );
  const nearly = fc.record(
    {
      kind: fc.constantFrom('call', 'cancel', 'subscribe', 'unsubscribe', 'result'),
      id,
      method: name,
      event: name,
      input,
    },
    { requiredKeys: ['kind'] },
  );
  const call = fc.record({ kind: fc.constant('call'), id, method: name, input });
  const subscribe = fc.record({ kind: fc.constant('subscribe'), id, event: name, input });
  const end = fc.record({ kind: fc.constantFrom('cancel', 'unsubscribe'), id });
  return fc.oneof(data, nearly, call, subscribe, end);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}
