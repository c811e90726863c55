import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Banner } from '../../main/contract/workbench/application.ts';
import type { QueueState, RunNews } from '../../main/contract/workbench/runs.ts';
import type { WorkbenchClient } from '../../main/contract/workbench/workbench.ts';
import { findNativeAddon } from '../../main/runs/backends/tensorflow-native.ts';
import { endless, removeFolder, statusesOf, studyFolder, tinyStudy, withStore } from '../e2e/tiny-study.ts';
import { childrenOf, isRunning, until } from '../runs/engine/support.ts';
import { buildApplication } from './built-application.ts';
import {
  openApplication,
  openScreen,
  startApplication,
  temporaryFolder,
  type Application,
  type ApplicationOptions,
} from './desktop-application.ts';
import { pageClient } from './page-client.ts';
import { noWindow } from './real-electron.ts';
import { eventually } from '../support/eventually.ts';

const title = noWindow === undefined ? 'the desktop window' : `the desktop window (skipped: ${noWindow})`;

describe.skipIf(noWindow !== undefined)(title, () => {
  let folder: string;
  let screen: Awaited<ReturnType<typeof openScreen>>;
  let user: ReturnType<typeof temporaryFolder>;
  let study: string;
  let options: ApplicationOptions;
  let application: Application;
  let page: Page;

  beforeAll(async () => {
    folder = buildApplication();
    screen = await openScreen();
  });
  afterAll(() => {
    screen?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function open(): Promise<void> {
    user = temporaryFolder();
    study = studyFolder(endless);
    options = {
      folder,
      display: screen.display,
      workspace: join(study, 'noisefloor-workspace'),
      userFolder: user.path,
    };
    application = await openApplication(options);
    page = application.page;
  }
  async function end(): Promise<void> {
    const processes = processesOf(application.process.pid!);
    application.process.kill('SIGKILL');
    await application.ended;
    // They write to the folders until they notice
    await until('the end of all processes', () => processes.every((pid) => !isRunning(pid)));
    user.remove();
    removeFolder(study);
  }

  /** Starts the tiny study and waits until a training run of it has points. */
  async function training(client: WorkbenchClient): Promise<number> {
    const engine = { name: findNativeAddon() === undefined ? 'wasm' : 'graph' };
    const text = tinyStudy({ ...endless, methods: [{ method: 'noise-injection' }], engine });
    await client.call('studies.launch', { text, folder: study });
    // The first run scores the layers, the second one trains
    return followed(client, 2);
  }

  async function followed(client: WorkbenchClient, id: number): Promise<number> {
    const news: RunNews[] = [];
    const end = client.subscribe('run', { id }, (value) => news.push(value));
    await eventually(() => expect(news.flatMap(({ points }) => points).length).toBeGreaterThan(0));
    end();
    return id;
  }

  /** Leaves nothing behind. @param asked what asks the application to end */
  async function endedCleanly(asked: () => unknown): Promise<void> {
    const processes = processesOf(application.process.pid!);
    await asked();
    expect(await application.ended).toEqual({ code: 0, signal: null });
    await until('the end of all processes', () => processes.every((pid) => !isRunning(pid)));
  }

  describe('its page', () => {
    beforeAll(open);
    afterAll(end);

    test('is the interface, with the bridge and nothing else of Electron', async () => {
      expect(page.url()).toMatch(/^app:\/\/workbench\//);
      expect(await page.title()).toContain('Noisefloor');
      expect(await page.evaluate('Object.keys(window.workbench).sort()')).toEqual(['onMessage', 'send']);
      const foreign = ['process', 'require', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'];
      expect(await page.evaluate(`${JSON.stringify(foreign)}.filter((name) => name in window)`)).toEqual([]);
      expect(await page.evaluate('[location.origin, isSecureContext]')).toEqual(['app://workbench', true]);
    });

    test('shows every view without a complaint', async () => {
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.reload();
      for (const view of ['studies', 'new', 'live', 'sensitivity', 'compare', 'profiles', 'archive']) {
        await page.evaluate(`location.hash = '#/${view}'`);
        await page.waitForURL(`app://workbench/#/${view}**`);
        await page.locator('main h1').first().waitFor();
        await page.waitForLoadState('networkidle');
      }
      expect(complaints).toEqual([]);
    });

    test('is told what the desktop can do', async () => {
      const client = await pageClient(page);
      expect(await client.call('application.describe', {})).toMatchObject({
        workspace: options.workspace,
        capabilities: { pickFiles: true },
      });
    });

    test('comes back when its process ends', async () => {
      const main = application.process.pid!;
      const renderers = (): readonly number[] =>
        processesOf(main).filter((pid) => commandOf(pid).includes('--type=renderer'));
      const [renderer] = renderers();
      process.kill(renderer!, 'SIGKILL');
      await until('another process of the page', () => renderers().some((pid) => pid !== renderer));
      const again = await application.lookAgain();
      expect(await again.evaluate('typeof window.workbench.send')).toBe('function');
      const client = await pageClient(again);
      expect(await client.call('application.describe', {})).toMatchObject({ workspace: options.workspace });
    });
  });

  describe('its page is refused', () => {
    beforeAll(open);
    afterAll(end);
    let server: Server;
    let remote: string;
    let visits: string[];
    beforeEach(async () => {
      visits = [];
      server = createServer((request, response) => {
        visits.push(request.url!);
        response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' }).end('remote');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    test.each([
      ['navigation by script', (to: string) => `location.href = '${to}'`],
      ['a link that is clicked', (to: string) => link(to, '_self')],
      ['a link to a new window', (to: string) => link(to, '_blank')],
      ['window.open', (to: string) => `if (window.open('${to}') !== null) throw new Error('opened')`],
      ['a form that is sent', (to: string) => `${element('form')}; element.action = '${to}'; element.submit()`],
      ['a page inside the page', (to: string) => `${element('iframe')}; element.src = '${to}'`],
      ['an image', (to: string) => `${element('img')}; element.src = '${to}'`],
      ['a script', (to: string) => `${element('script')}; element.src = '${to}'`],
      [
        'a refresh',
        (to: string) => `${element('meta')}; element.httpEquiv = 'refresh'; element.content = '0;url=${to}'`,
      ],
    ])('%s', async (_what, scriptFor) => {
      for (const to of [`${remote}/page`, 'file:///etc/hostname', 'app://elsewhere/']) {
        await page.evaluate(`{ ${scriptFor(to)} }`);
        await page.waitForTimeout(150);
        expect(page.url()).toMatch(/^app:\/\/workbench\//);
      }
      expect(page.context().pages()).toHaveLength(1);
      expect(
        page
          .frames()
          .map((frame) => frame.url())
          .filter((url) => /^(?:http|file)/.test(url)),
      ).toEqual([]);
      expect(visits).toEqual([]);
    });

    test('what its policy would have let through, by a second guard', async () => {
      const session = await page.context().newCDPSession(page);
      await session.send('Page.setBypassCSP', { enabled: true });
      await page.reload();
      const asked = [`${remote}/data`, 'file:///etc/hostname', 'https://example.org/'].map((address) =>
        page.evaluate(`fetch('${address}').then(() => 'fetched', (error) => error.name)`),
      );
      expect(await Promise.all(asked)).toEqual(['TypeError', 'TypeError', 'TypeError']);
      const socket = `new WebSocket('${remote.replace('http', 'ws')}')`;
      const opened = `new Promise((r) => { const s = ${socket}; s.onopen = () => r('open'); s.onerror = () => r('error') })`;
      expect(await page.evaluate(opened)).toBe('error');
      expect(visits).toEqual([]);
      await session.send('Page.setBypassCSP', { enabled: false });
      await page.reload();
    });

    test('permissions', async () => {
      const ask = `Promise.all([
        Notification.requestPermission(),
        new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('granted'), ({ code }) => resolve(code))),
        navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(() => 'granted', () => 'denied'),
        navigator.clipboard.readText().then(() => 'granted', ({ name }) => name),
        navigator.permissions.query({ name: 'notifications' }).then(({ state }) => state),
      ])`;
      expect(await page.evaluate(ask)).toEqual(['denied', 1, 'denied', 'NotAllowedError', 'denied']);
    });

    test('code from text, and files beside the interface', async () => {
      // Later, because what is evaluated from outside is free of the policy
      const evaluated = `new Promise((resolve) => setTimeout(() => {
        try { resolve(Function('return 1')()) } catch ({ name }) { resolve(name) }
      }))`;
      expect(await page.evaluate(evaluated)).toBe('EvalError');
      const paths = ['/%2e%2e/package.json', '/..%2fpackage.json', '/assets/..%5c..%5cmain/desktop/main.js'];
      const fetched = paths.map((path) => page.evaluate(`fetch('${path}').then(({ status }) => status)`));
      expect(await Promise.all(fetched)).toEqual([404, 404, 404]);
    });
  });

  describe('a study', () => {
    beforeEach(open);
    afterEach(end);

    test('trains in a utility process, never in the main one; a signal keeps what was done', async () => {
      const client = await pageClient(page);
      await training(client);
      const main = application.process.pid!;
      const engines = enginesOf(main);
      expect(engines).toHaveLength(1);
      const hasTensorFlow = (pid: number): boolean =>
        readFileSync(`/proc/${pid}/maps`, 'utf8').includes('libtensorflow');
      expect(hasTensorFlow(main)).toBe(false);
      expect(hasTensorFlow(engines[0]!)).toBe(findNativeAddon() !== undefined);
      await endedCleanly(() => application.process.kill('SIGTERM'));
      expect(Object.values(statusesOf(study))).toEqual(['finished', 'stopped']);
      expect(withStore(study, (store) => store.check())).toEqual([]);
    });

    test('is drawn, written, archived and opened again by what is in the built application', async () => {
      const client = await pageClient(page);
      const { studyId } = await client.call('studies.launch', { text: tinyStudy(), folder: study });
      await eventually(async () =>
        expect((await client.call('runs.list', {})).map(({ status }) => status)).toEqual(Array(3).fill('finished')),
      );
      const of = { study: studyId };
      const { tables, figures } = await client.call('exports.list', { of });
      const style = { width: 'single', fontPt: 7, dpi: 100, grey: false } as const;
      const begins = { svg: '<?xml', pdf: '%PDF', png: '\x89PNG' } as const;
      expect(figures.length).toBeGreaterThan(2);
      for (const [format, begin] of Object.entries(begins)) {
        const asked = { of, figure: figures[0]!.name, format: format as keyof typeof begins, style };
        const { files } = await client.call('exports.figure', asked);
        expect(Buffer.from(files[0]!.bytes, 'base64').toString('latin1').slice(0, begin.length)).toBe(begin);
      }
      const parquet = await client.call('exports.table', { of, table: tables[0]!.name, format: 'parquet' });
      expect(Buffer.from(parquet.files[0]!.bytes, 'base64').toString('latin1', 0, 4)).toBe('PAR1');
      const path = join(user.path, 'tiny.noisefloor');
      const { notices, report } = await client.call('archives.create', { ...of, path, weights: 'final' });
      expect({ notices, report }).toEqual({ notices: [], report: true });
      expect(await client.call('archives.verify', { path })).toMatchObject({ valid: true, problems: [] });
      const { archive, summary } = await client.call('archives.open', { path });
      expect(summary.study.runs).toBe(3);
      expect((await client.call('exports.list', { of: { archive } })).figures).toEqual(figures);
    });

    test('whose engine process is killed is told of by a banner, is taken up again and goes on', async () => {
      const client = await pageClient(page);
      const id = await training(client);
      const banners: (readonly Banner[])[] = [];
      client.subscribe('banners', {}, (value) => banners.push(value));
      const [engine] = enginesOf(application.process.pid!);
      process.kill(engine!, 'SIGKILL');
      await eventually(() => expect(banners.at(-1)).toHaveLength(1));
      expect(banners.at(-1)![0]).toMatchObject({ kind: 'engine-died', runs: [{ id, resumable: true }] });
      expect(banners.at(-1)![0]!.error.message).toContain('SIGKILL');
      await client.call('runs.resume', { ids: [id] });
      await followed(client, id);
      expect(enginesOf(application.process.pid!)).not.toContain(engine);
      await endedCleanly(() => application.process.kill('SIGTERM'));
    });

    test('goes on while its page is loaded again', async () => {
      const client = await pageClient(page);
      const id = await training(client);
      const again = await pageClient(page);
      const states: QueueState[] = [];
      again.subscribe('queue', {}, (state) => states.push(state));
      await eventually(() => expect(states.at(-1)?.items[0]).toMatchObject({ runId: id, state: 'running' }));
      await followed(again, id);
      await endedCleanly(() => application.process.kill('SIGTERM'));
    });
  });

  describe('leaving', () => {
    beforeEach(open);
    afterEach(end);

    test('by closing the window ends everything, and the window is where it was at the next start', async () => {
      // The page may be gone before it could answer
      await endedCleanly(() => page.evaluate('setTimeout(() => window.close())').catch(() => undefined));
      expect(readdirSync(join(user.path, 'Noisefloor'))).toContain('desktop.json');
    });

    test('a second start brings the window to the front and ends', async () => {
      const second = startApplication(options);
      let text = '';
      second.stderr!.on('data', (part) => (text += String(part)));
      const code = await new Promise((resolve) => second.once('close', resolve));
      expect([code, text]).toEqual([0, expect.stringContaining('Noisefloor is open already')]);
      expect(application.process.exitCode).toBeNull();
    });

    test('a double click on an archive shows it in the window that is open', async () => {
      const file = join(user.path, 'no archive.noisefloor');
      writeFileSync(file, 'not a zip');
      await page.evaluate('globalThis.isTheSamePage = true');
      const second = startApplication({ ...options, archive: file });
      await new Promise((resolve) => second.once('close', resolve));
      await page.getByText('it is no zip file').first().waitFor();
      expect(await page.evaluate('[globalThis.isTheSamePage, decodeURIComponent(location.hash)]')).toEqual([
        true,
        `#/archive?open=${file}`,
      ]);
    });
  });

  /** Utility processes of ours, by what Electron starts them as. */
  function enginesOf(main: number): readonly number[] {
    return processesOf(main).filter((pid) => commandOf(pid).includes('node.mojom.NodeService'));
  }
});

/** Children and theirs: Electron starts some through a process between. */
function processesOf(main: number): readonly number[] {
  return childrenOf(main).flatMap((pid) => [pid, ...processesOf(pid)]);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function element(name: string): string {
  return `const element = document.body.appendChild(document.createElement('${name}'))`;
}

function link(to: string, target: string): string {
  return `${element('a')}; element.href = '${to}'; element.target = '${target}'; element.click()`;
}
