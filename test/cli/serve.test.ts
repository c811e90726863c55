import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../main/cli/command-line.ts';
import { createClient } from '../../main/contract/rpc/create-client.ts';
import { workbenchContract } from '../../main/contract/workbench/workbench.ts';
import { openSocketChannel } from '../../renderer/client/socket-channel.ts';
import { eventually } from '../support/eventually.ts';
import { enter, openSocket, temporaryInterface } from '../support/rpc-transports.ts';
import { memoryStream } from './fake-laboratory.ts';

const interfaceFolder = temporaryInterface();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-serve-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function serve(...words: readonly string[]) {
  const output = memoryStream();
  const errors = memoryStream();
  const signals = new EventEmitter();
  const ended = runCommandLine(['serve', ...words], {
    output,
    errors,
    signals,
    environment: {},
    currentFolder: folder,
    exit: (code) => expect.unreachable(`ended at once with ${code}`),
    now: () => 0,
    openLaboratory: () => Promise.reject(new Error('The workbench has its own')),
  });
  return { output, errors, signals, ended };
}

describe('lab serve', () => {
  test('serves the workbench of a folder until it is interrupted', async () => {
    const { output, errors, signals, ended } = serve('--interface', interfaceFolder, '--workspace', 'store', '--json');
    await eventually(() => expect(output.text()).toMatch(/\n$/));
    expect(output.text().trimEnd().split('\n')).toHaveLength(1);
    const document = JSON.parse(output.text()) as { readonly address: string; readonly port: number };
    expect(document).toEqual({
      address: expect.stringMatching(new RegExp(`^http://127.0.0.1:${document.port}/#token=`)),
      port: document.port,
      workspace: join(folder, 'store'),
    });
    expect(await (await fetch(document.address)).text()).toContain('<title>Test</title>');

    const server = { ...document, close: async () => undefined };
    const cookie = await enter(server);
    await eventually(() => expect(errors.text()).toMatch(/^For another browser: http:.*#token=.*\n$/));
    expect(errors.text()).not.toContain(document.address);
    const client = createClient(workbenchContract, await openSocketChannel(openSocket(server, { cookie })));
    expect(await client.call('application.describe', {})).toMatchObject({
      workspace: join(folder, 'store'),
      capabilities: { pickFiles: false },
    });
    const waits = vi.fn();
    client.subscribe('queue', {}, () => undefined, waits);

    signals.emit('SIGINT');
    expect(await ended).toBe(0);
    await eventually(() => expect(waits).toHaveBeenCalledWith(expect.objectContaining({ code: 'disconnected' })));
    await expect(fetch(document.address)).rejects.toThrow();
    expect(output.text().trimEnd().split('\n')).toHaveLength(1);
    expect(errors.text()).toContain('Stopping: what is done is kept.');
    expect(signals.listenerCount('SIGINT')).toBe(0);
  });

  test('prints the address for people otherwise', async () => {
    const { output, signals, ended } = serve('--interface', interfaceFolder);
    await eventually(() => expect(output.text()).toMatch(/^The workbench: http:\/\/127\.0\.0\.1:\d+\/#token=\S+\n$/));
    signals.emit('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('says how to build an interface that is not built', async () => {
    const { output, errors, ended } = serve('--interface', 'gone', '--json');
    expect(await ended).toBe(1);
    expect(JSON.parse(output.text())).toMatchObject({ error: { code: 'missing-file' } });
    expect(errors.text()).toMatch(/^The interface is not built: .*\nRun `npm run build`\.\n$/);
  });

  test('says which port is in use', async () => {
    const other = createPlainServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { errors, ended } = serve('--interface', interfaceFolder, '--port', String(port));
    expect(await ended).toBe(2);
    expect(errors.text()).toBe(`Port ${port} is in use.\n\`--port 0\` takes one that is free.\n`);
    other.close();
  });

  test.each(['-1', '65536', '80x', '', '1.5'])('takes no port %j', async (port) => {
    const { errors, ended } = serve(`--port=${port}`);
    expect(await ended).toBe(2);
    expect(errors.text()).toContain('whole number from 0 to 65535');
  });
});
