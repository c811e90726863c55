import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recipe } from '../../build/native-engine/recipe.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
interface LockEntry {
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = (JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, LockEntry>> })
  .packages;

describe('what npm runs while it installs', () => {
  test('only scripts that were decided upon, and only that of the package that brings Node', () => {
    const withScript = Object.entries(lock)
      .filter(([path, entry]) => path !== '' && entry.hasInstallScript === true && entry.os === undefined)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(withScript).toContain('@tensorflow/tfjs-node');
    for (const name of withScript) expect(manifest.allowScripts, name).toHaveProperty([name]);
    const allowed = Object.entries(manifest.allowScripts).filter(([, allows]) => allows);
    expect(allowed.map(([name]) => name)).toEqual(['node']);
  });

  test('nothing is fetched for GPUs: npm 10 runs the script of onnxruntime, which then has nothing to do', () => {
    expect(read('.npmrc').split('\n')).toContain('onnxruntime-node-install=skip');
    expect(read('node_modules/onnxruntime-node/script/install-utils.js')).toContain(
      'process.env.npm_config_onnxruntime_node_install',
    );
  });

  test('no compiler: npm 10 finds a node-gyp that does nothing before its own', () => {
    expect(lock['node_modules/noisefloor-no-compiler']?.bin).toEqual({ 'node-gyp': 'node-gyp.js' });
    expect(read('.npmrc').split('\n')).toContain('install-links=true');
  });

  test('the binding is optional and has the version that the set-up is made for', () => {
    expect(manifest.optionalDependencies[recipe.bindingPackage]).toBe(recipe.bindingVersion);
  });
});
