import { resolve } from 'node:path';
import { bringBindingPackage, findBindingPackage, hasAddon, omitsOptional } from './binding-package.ts';
import { obstacleSentences, SetupError } from './obstacle.ts';
import { isSetUp, setUp } from './set-up.ts';

const projectFolder = resolve(import.meta.dirname, '..', '..');
// `npm run setup:native` asks for the engine and wants to know whether it is there; `npm install` must never fail for it.
const explicit = process.argv.includes('--explicit');

function say(line: string): void {
  process.stdout.write(`native engine: ${line}\n`);
}

function reasonToLeaveOut(): string | undefined {
  if (explicit) return undefined;
  if (process.env['NOISEFLOOR_NATIVE'] === '0') return 'NOISEFLOOR_NATIVE=0';
  return omitsOptional(process.env) ? 'npm omits optional packages' : undefined;
}

async function install(): Promise<boolean> {
  const reason = reasonToLeaveOut();
  if (reason !== undefined) {
    const consequence = hasAddon(projectFolder)
      ? 'what an earlier set-up has made stays'
      : 'the wasm engine will be used; `npm run setup:native` adds it';
    say(`left out (${reason}): ${consequence}.`);
    return false;
  }
  let binding = findBindingPackage(projectFolder);
  if (binding === undefined) {
    say('fetching its package, which npm has left out');
    binding = await bringBindingPackage(projectFolder);
  }
  const named = process.env['NOISEFLOOR_LIBTENSORFLOW'];
  const folder = named === undefined || named === '' ? undefined : resolve(named);
  const options = { projectFolder, binding, folder, say };
  if (await isSetUp(options)) {
    if (explicit) say('is there already.');
    return true;
  }
  const started = performance.now();
  const version = await setUp(options);
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`TensorFlow ${version} works (set up in ${seconds} s).`);
  return true;
}

try {
  const done = await install();
  process.exitCode = explicit && !done ? 1 : 0;
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const obstacle =
    error instanceof SetupError ? error.obstacle : { cause: `the set-up of the native engine failed (${message})` };
  for (const sentence of obstacleSentences(obstacle, hasAddon(projectFolder))) say(sentence);
  process.exitCode = explicit ? 1 : 0;
}
