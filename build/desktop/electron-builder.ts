import type { Configuration } from 'electron-builder';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All of them, so that a new one is a decision and no default. */
type EveryFuse = Required<NonNullable<Configuration['electronFuses']>>;

const fuses: EveryFuse = {
  // Processes are utility processes, so nobody needs a Node in the application
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  resetAdHocDarwinSignature: true,
};

/** What is only needed where the native engine is compiled, or on other systems. */
const unneeded = [
  '!**/*.{map,md,markdown,d.ts,tsbuildinfo}',
  '!**/{test,tests,__tests__,example,examples}/**',
  '!node_modules/noisefloor-no-compiler/**',
  '!node_modules/node-api-headers/**',
  '!node_modules/better-sqlite3/{deps,src,build,binding.gyp}/**',
  '!node_modules/@tensorflow/tfjs-node/{binding,src,scripts,python,deps/include}/**',
  '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node',
  '!node_modules/@tensorflow/*/dist/**/*_test.js',
  '!node_modules/@jsquash/jpeg/codec/enc/**',
];

/** A folder with Electron's program in it, where it is not to be downloaded. */
const electronDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];

const configuration: Configuration = {
  appId: 'org.noisefloor.workbench',
  productName: 'Noisefloor',
  copyright: 'Noisefloor',
  directories: { output: 'dist', buildResources: 'build/desktop' },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  icon: 'build/desktop/icon.png',
  files: ['out/**', 'resources/**', 'package.json', ...unneeded],
  asar: true,
  // The engine's addon finds its libraries beside itself, and its package is read when it is loaded
  asarUnpack: ['**/*.node', 'node_modules/@tensorflow/tfjs-node/**'],
  electronFuses: fuses,
  fileAssociations: [
    { ext: 'noisefloor', name: 'Noisefloor archive', description: 'A study as one file', role: 'Viewer' },
  ],
  // One build of better-sqlite3 serves Node and Electron, and the native engine is compiled by `npm run setup:native`
  npmRebuild: false,
  publish: null,
  extraMetadata: { homepage: 'https://noisefloor.invalid', main: 'out/main/desktop/main.js' },
  ...(electronDist === undefined
    ? {}
    : { electronDist, electronVersion: readFileSync(join(electronDist, 'version'), 'utf8').trim() }),
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Science',
    executableName: 'noisefloor',
    maintainer: 'Noisefloor <workbench@noisefloor.invalid>',
    synopsis: 'A lab workbench for neural networks on imperfect hardware',
  },
  mac: {
    target: ['dmg'],
    category: 'public.app-category.education',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/desktop/entitlements.mac.plist',
    entitlementsInherit: 'build/desktop/entitlements.mac.plist',
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};

export default configuration;
