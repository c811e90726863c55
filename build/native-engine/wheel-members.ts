import { recipe } from './recipe.ts';

const includePrefix = 'tensorflow/include/';

/** The headers that tfjs-node's `binding/*.cc` reach, out of the 15,000 files of the wheel. */
const neededHeaders: readonly RegExp[] = [
  /^tensorflow\/c\/.*\.h$/,
  /^tensorflow\/core\/platform\/ctstring\w*\.h$/,
  /^tsl\/platform\/ctstring\w*\.h$/,
  /^xla\/tsl\/c\/.*\.h$/,
];

export function isNeededHeader(pathBelowInclude: string): boolean {
  return !pathBelowInclude.split('/').includes('..') && neededHeaders.some((pattern) => pattern.test(pathBelowInclude));
}

/**
 * What is taken out of the `tensorflow-cpu` wheel: a map from the member's name to its path below the working folder,
 * `lib/...` or `include/...`. Everything else stays packed.
 */
export function selectWheelMembers(names: readonly string[]): Map<string, string> {
  const selected = new Map<string, string>();
  for (const name of names) {
    const library = recipe.libraries.find((candidate) => name === `tensorflow/${candidate}`);
    if (library !== undefined) {
      selected.set(name, `lib/${library}`);
    } else if (name.startsWith(includePrefix) && isNeededHeader(name.slice(includePrefix.length))) {
      selected.set(name, `include/${name.slice(includePrefix.length)}`);
    }
  }
  return selected;
}
