'use strict';
/* global process, require */
/* eslint-disable @typescript-eslint/no-require-imports -- what is required this early is CommonJS */
// For trying an Electron that does not wait for an application made of ES modules (docs/desktop.md). Required before everything
// else, it does what main/desktop/main.ts would do too late there, as soon as Electron's modules can be loaded.
const Module = require('node:module');

delete process.env.NODE_OPTIONS;

const load = Module._load;
Module._load = function (request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (request === 'electron' && loaded.app !== undefined) {
    Module._load = load;
    prepare(loaded);
  }
  return loaded;
};

function prepare({ app, protocol }) {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  process.env.NOISEFLOOR_PREPARED = '1';
}
