// Plain JavaScript, because it may be started with a Node that cannot run TypeScript: it finds one that can.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

if (process.features.typescript) {
  const { start } = await import('./start/start.ts');
  process.exitCode = await start(process.argv.slice(2));
} else {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, '..', 'node_modules', 'node', 'bin', program);
  if (existsSync(node)) {
    process.exitCode =
      spawnSync(node, [join(folder, 'start.js'), ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
  } else {
    process.stderr.write(
      `Node ${process.versions.node} cannot run this project: run \`npm install\`, which brings its own.\n`,
    );
    process.exitCode = 1;
  }
}
