#!/usr/bin/env node
// npm 10 and early npm 11 overlook `"gypfile": false` of a package known from a lock file and run `node-gyp rebuild` in it,
// which ends the whole install where there is no Python. All packages of this project bring what they need compiled.
import process from 'node:process';

process.stdout.write('noisefloor: nothing to compile\n');
