import { app, dialog, protocol } from 'electron';
import * as electron from 'electron';
import { interfaceScheme } from './interface-scheme.ts';
import { launchOptions, usualWorkspace, type LaunchOptions } from './launch-options.ts';

/*
 * The entry of the application: what has to happen before Electron is ready, and what decides whether there is to be a window at
 * all. It loads little, so that it is early.
 */

app.setName('Noisefloor');
if (!app.isReady()) {
  // Root has to say --no-sandbox, and Electron does not start with both
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([interfaceScheme]);
} else if (process.env['NOISEFLOOR_PREPARED'] !== '1') {
  fail(new Error('Electron was ready before the application was loaded. Start it with `npm start`.'));
}

const asked = launchOptions(process.argv, process.env, process.cwd());
const workspace = asked.workspace ?? usualWorkspace({ isPackaged: app.isPackaged, home: app.getPath('home') });
let { archive } = asked;
let showArchive = (path: string): void => void (archive = path);
// macOS tells of a double click on a file so, at a start also before there is a window
app.on('open-file', (event, path) => {
  event.preventDefault();
  showArchive(path);
});

if (app.requestSingleInstanceLock({ workspace, archive })) {
  void app.whenReady().then(open).catch(fail);
} else {
  process.stderr.write('Noisefloor is open already: its window was brought to the front.\n');
  app.quit();
}

async function open(): Promise<void> {
  const { openDesktop } = await import('./desktop.ts');
  const window = await openDesktop(electron, {
    ...{ workspace, command: 'npm start' },
    ...(archive === undefined ? {} : { archive }),
  });
  showArchive = (path) => window.showArchive(path);
  app.on('second-instance', (_event, _words, _folder, wanted) => {
    window.focus();
    const { workspace: other, archive: another } = (wanted ?? {}) as LaunchOptions;
    // An archive needs no workspace, so it is shown in whichever is open
    if (another !== undefined) return window.showArchive(another);
    if (other === undefined || other === workspace) return;
    void dialog.showMessageBox(window.browserWindow, {
      type: 'info',
      message: `The workspace ${workspace} is open.`,
      detail: `Close this window first to open ${other}.`,
    });
  });
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  dialog.showErrorBox('Noisefloor cannot start.', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
