import { editDistance } from '../../lab/network/architectures/near-names.ts';

/** Ignores what people mix up: case, `learning_rate` for `learningRate`, `noise injection` for `noise-injection`. */
function plainLetters(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

/** Equal where letters are only out of order. */
function letters(name: string): string {
  return [...plainLetters(name)].toSorted().join('');
}

/**
 * The name that was most likely meant: one that begins so, has the same letters in another order, or is at most a third of
 * its letters away. Undefined when none is near.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const plain = plainLetters(wanted);
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(plain, plainLetters(name)) }))
    .filter(({ name, distance }) => {
      const shorter = Math.min(name.length, wanted.length);
      const begins = plain.length >= 3 && plainLetters(name).startsWith(plain);
      return begins || letters(name) === letters(wanted) || distance <= Math.max(1, Math.floor(shorter / 3));
    })
    .sort((first, second) => first.distance - second.distance);
  return nearest?.name;
}

/** The clause `, did you mean ...?` to follow a message, or nothing. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const near = nearestName(wanted, names);
  return near === undefined ? '' : `, did you mean \`${near}\`?`;
}
