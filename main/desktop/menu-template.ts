import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../contract/workbench/application.ts';

export interface MenuSetting {
  readonly isMac: boolean;
  readonly applicationName: string;
  /** A build for users has no developer tools */
  readonly hasDeveloperTools: boolean;
  send(command: MenuCommand): void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The native menu: what the interface carries out, and what every program has. */
export function menuTemplate(setting: MenuSetting): MenuItemConstructorOptions[] {
  const { isMac, applicationName } = setting;
  const command = (id: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => setting.send(id),
  });
  /** The page listens for these keys itself: shown here, not taken */
  const shown = (id: MenuCommand, label: string, accelerator: string): MenuItemConstructorOptions => ({
    ...command(id, label, accelerator),
    registerAccelerator: false,
  });
  return [
    ...(isMac ? [macApplicationMenu(applicationName)] : []),
    {
      label: 'File',
      submenu: [
        command('new-study', 'New study', 'CmdOrCtrl+N'),
        separator,
        isMac ? { role: 'close' } : { role: 'quit', label: 'Quit', accelerator: 'Ctrl+Q' },
      ],
    },
    { label: 'Edit', submenu: editMenu() },
    {
      label: 'View',
      submenu: [
        command('open-studies', 'Studies', 'CmdOrCtrl+1'),
        command('open-live', 'Live run', 'CmdOrCtrl+2'),
        command('open-compare', 'Compare', 'CmdOrCtrl+3'),
        command('open-profiles', 'Hardware profiles', 'CmdOrCtrl+4'),
        command('open-archive', 'Archive', 'CmdOrCtrl+5'),
        separator,
        shown('command-palette', 'Command palette', 'CmdOrCtrl+K'),
        separator,
        { role: 'reload', label: 'Reload' },
        { role: 'resetZoom', label: 'Actual size' },
        { role: 'zoomIn', label: 'Zoom in' },
        { role: 'zoomOut', label: 'Zoom out' },
        { role: 'togglefullscreen', label: 'Full screen' },
        ...(setting.hasDeveloperTools
          ? [separator, { role: 'toggleDevTools', label: 'Developer tools' } as const]
          : []),
      ],
    },
    {
      role: 'help',
      label: 'Help',
      submenu: [
        shown('shortcuts', 'Keyboard shortcuts', '?'),
        command('doctor', 'Examine this machine'),
        ...(isMac ? [] : [separator, { role: 'about', label: `About ${applicationName}` } as const]),
      ],
    },
  ];
}

function editMenu(): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: 'Undo' },
    { role: 'redo', label: 'Redo' },
    separator,
    { role: 'cut', label: 'Cut' },
    { role: 'copy', label: 'Copy' },
    { role: 'paste', label: 'Paste' },
    { role: 'delete', label: 'Delete' },
    separator,
    { role: 'selectAll', label: 'Select all' },
  ];
}

function macApplicationMenu(applicationName: string): MenuItemConstructorOptions {
  return {
    label: applicationName,
    submenu: [
      { role: 'about', label: `About ${applicationName}` },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit', label: `Quit ${applicationName}` },
    ],
  };
}
