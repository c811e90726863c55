import { nodeVersionProblem } from './node-version.ts';

// Before anything is loaded that an older Node.js cannot load
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  const { main } = await import('./main.ts');
  process.exitCode = await main();
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
