/** better-sqlite3 needs it; older ones crash instead of saying so. */
export const minimumNodeVersion = '22.14.0';

/** One sentence when a Node.js version is too old; undefined when it will do. */
export function nodeVersionProblem(version: string): string | undefined {
  const [major, minor] = parts(version);
  const [neededMajor, neededMinor] = parts(minimumNodeVersion);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined;
  return `Noisefloor needs Node.js ${minimumNodeVersion} or newer and this is ${version}; run it with \`npm run -s lab --\`, which brings its own.`;
}

function parts(version: string): [number, number] {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return [major, minor];
}
