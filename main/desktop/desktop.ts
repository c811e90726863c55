import { join } from 'node:path';
import type * as Electron from 'electron';
import { serveChannel } from '../contract/rpc/serve-channel.ts';
import { workbenchContract } from '../contract/workbench/workbench.ts';
import { engineEntry, type EngineProcess } from '../runs/engine/engine-host.ts';
import { applicationVersion } from '../runs/laboratory/machine.ts';
import { useStarter } from '../runs/processes/start-module.ts';
import { after } from '../server/after.ts';
import { createWorkbench, type Workbench } from '../workbench/create-workbench.ts';
import { answerInterface } from './app-protocol.ts';
import { defectLog } from './defect-log.ts';
import { desktopFiles } from './desktop-files.ts';
import { desktopMemory } from './desktop-memory.ts';
import { connectPages } from './electron-ipc-channel.ts';
import { askWhereToSave } from './downloads.ts';
import { filePicker } from './file-dialogs.ts';
import { leaving } from './leaving.ts';
import { menuTemplate } from './menu-template.ts';
import { refuseRemoteContent } from './network-guard.ts';
import { openWindow, type DesktopWindow } from './open-window.ts';
import { refusePermissions } from './permissions.ts';
import { watchQueue } from './queue-watch.ts';
import { trustedPages } from './trusted-pages.ts';
import { utilityModules } from './utility-module.ts';

export interface DesktopOptions {
  /** Absolute */
  readonly workspace: string;
  /** As typed, for provenance */
  readonly command: string;
  /** To be shown first; absolute */
  readonly archive?: string;
}

/**
 * The whole application in one window, from a ready Electron to its end.
 *
 * @throws Error what kept it from starting
 */
export async function openDesktop(
  electron: typeof Electron,
  { workspace, command, archive }: DesktopOptions,
): Promise<DesktopWindow> {
  const { app, dialog, ipcMain, Menu, powerSaveBlocker, protocol, session, utilityProcess } = electron;
  const files = desktopFiles();
  const userFolder = app.getPath('userData');
  const log = defectLog(join(userFolder, 'noisefloor.log'), () => new Date());
  const memory = desktopMemory(join(userFolder, 'desktop.json'));
  const pages = trustedPages();
  process.on('unhandledRejection', (error) => log('unhandled rejection', error));

  protocol.handle('app', answerInterface(files.interfaceFolder));
  refusePermissions(session.defaultSession);
  refuseRemoteContent(session.defaultSession, (address) => log('refused request', address));
  askWhereToSave(session.defaultSession, memory, {
    home: app.getPath('downloads'),
    onRefused: (address) => log('refused download', address),
  });

  const startUtility = utilityModules(utilityProcess);
  useStarter(startUtility);
  const workbench: Workbench = await createWorkbench({
    workspace,
    command,
    capabilities: { pickFiles: true },
    pickFile: filePicker(
      (options) => dialog.showOpenDialog(window.browserWindow, options),
      memory,
      app.getPath('home'),
    ),
    startEngine: (environment) => startUtility({ entry: engineEntry, environment }) as EngineProcess,
  });
  const queue = watchQueue(workbench.service, powerSaveBlocker);
  connectPages({
    pages: ipcMain,
    refusal: pages.refusal,
    onChannel: (channel) =>
      void serveChannel(workbenchContract, workbench.service, channel, {
        after,
        onDefect: (error, where) => log(where, error),
      }),
    onRefused: (reason) => log('refused message', reason),
  });

  const ending = leaving({
    underWay: () => queue.underWay,
    confirm: async ({ message, detail, leave, stay }) => {
      const options = { type: 'question' as const, message, detail, buttons: [leave, stay], defaultId: 1, cancelId: 1 };
      return (await dialog.showMessageBox(window.browserWindow, options)).response === 0;
    },
    say: (sentence) => window.say(sentence),
    async closeWorkbench() {
      await workbench.close();
      queue.stop();
    },
    end(problem) {
      if (!window.browserWindow.isDestroyed()) window.browserWindow.destroy();
      if (problem === undefined) return app.quit();
      log('closing', problem);
      app.exit(1);
    },
  });
  // Not before everything is closed
  app.on('window-all-closed', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void ending.begin(false));

  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        isMac: process.platform === 'darwin',
        applicationName: app.name,
        hasDeveloperTools: !app.isPackaged,
        send: (id) => workbench.sendMenuCommand(id),
      }),
    ),
  );
  app.setAboutPanelOptions({
    applicationName: 'Noisefloor',
    applicationVersion: applicationVersion(),
    version: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
    copyright: 'Works offline. Nothing is sent anywhere.',
    iconPath: files.icon,
  });

  const window = openWindow(electron, {
    ...{ files, memory, pages, log, leaving: ending },
    ...(archive === undefined ? {} : { archive }),
  });
  return window;
}
