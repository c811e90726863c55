// Plain JavaScript, because npm may start it with a Node that cannot run TypeScript: it finds one that can.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const explicit = process.argv.includes('--explicit');

if (process.features.typescript) {
  await import('./install.ts');
} else {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(folder, '..', '..', 'node_modules', 'node', 'bin', program);
  if (existsSync(node)) {
    const result = spawnSync(node, [join(folder, 'install.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = explicit ? (result.status ?? 1) : 0;
  } else {
    process.stdout.write(
      `native engine: Node ${process.versions.node} cannot run this project and npm has not brought its own Node 24, ` +
        'so nothing was set up.\n' +
        'native engine: allow the install script of the package `node` (no `--ignore-scripts`, no `--omit=dev`) and run ' +
        '`npm install` again.\n',
    );
    process.exitCode = explicit ? 1 : 0;
  }
}
