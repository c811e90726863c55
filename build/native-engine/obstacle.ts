import { diskNeededMegabyte, recipe } from './recipe.ts';

/** What the set-up wants to know about the machine before it starts. */
export interface MachineFacts {
  readonly platform: string;
  readonly architecture: string;
  /** Version of the GNU C library, absent on musl. */
  readonly glibc: string | undefined;
  readonly hasPython: boolean;
  readonly hasPip: boolean;
  readonly hasCompiler: boolean;
  readonly freeMegabyte: number;
}

/** Why there is no native engine: `cause` is a clause without a full stop, `remedy` a sentence part in the imperative. */
export interface Obstacle {
  readonly cause: string;
  readonly remedy?: string;
}

/**
 * The first thing that keeps this machine from having the native engine, or `undefined`.
 *
 * @param fromFolder the libraries come from a folder of the user's, so that nothing is downloaded
 */
export function firstObstacle(facts: MachineFacts, fromFolder: boolean): Obstacle | undefined {
  if (facts.platform !== 'linux' || facts.architecture !== 'x64') {
    return {
      cause: `the native engine exists for Linux on x64 only and this is ${facts.platform} on ${facts.architecture}`,
    };
  }
  if (facts.glibc === undefined || compareVersions(facts.glibc, recipe.glibc) < 0) {
    const found = facts.glibc === undefined ? 'another C library' : `version ${facts.glibc}`;
    return { cause: `TensorFlow needs the GNU C library ${recipe.glibc} or later and this machine has ${found}` };
  }
  if (!facts.hasCompiler) {
    return { cause: 'there is no C++ compiler (g++)', remedy: 'install g++' };
  }
  if (!fromFolder && !facts.hasPython) {
    return { cause: 'there is no python3, which fetches TensorFlow', remedy: 'install python3 with pip' };
  }
  if (!fromFolder && !facts.hasPip) {
    return { cause: 'python3 has no pip, which fetches TensorFlow', remedy: 'install pip for python3' };
  }
  if (facts.freeMegabyte < diskNeededMegabyte) {
    return {
      cause: `the set-up needs ${diskNeededMegabyte} MB of free disk and there are ${Math.floor(facts.freeMegabyte)} MB`,
      remedy: 'free some disk',
    };
  }
  return undefined;
}

/**
 * What the user reads: the cause and its consequence in one sentence, the way back in another.
 *
 * @param engineRemains an engine of an earlier set-up is still in place
 */
export function obstacleSentences(obstacle: Obstacle, engineRemains = false): readonly string[] {
  const cause = obstacle.cause.charAt(0).toUpperCase() + obstacle.cause.slice(1);
  const consequence = engineRemains
    ? `${cause}, so the native engine stays as an earlier set-up has left it.`
    : `${cause}, so the wasm engine will be used: the same results, more slowly.`;
  if (obstacle.remedy === undefined) return [consequence];
  return [consequence, `Next step for the native engine: ${obstacle.remedy}, then run \`npm run setup:native\`.`];
}

/** Negative when `left` is the older of two dotted versions. Missing parts count as 0. */
export function compareVersions(left: string, right: string): number {
  const [leftParts, rightParts] = [left, right].map((version) => version.split('.').map(Number));
  const length = Math.max(leftParts!.length, rightParts!.length);
  for (let index = 0; index < length; index++) {
    const difference = (leftParts![index] ?? 0) - (rightParts![index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Thrown by the steps of the set-up; ends it without failing the install. */
export class SetupError extends Error {
  readonly obstacle: Obstacle;

  constructor(cause: string, remedy?: string) {
    super(cause);
    this.obstacle = remedy === undefined ? { cause } : { cause, remedy };
  }
}
