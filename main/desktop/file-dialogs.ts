import { dirname } from 'node:path';
import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import type { FilePurpose } from '../contract/workbench/application.ts';
import type { DesktopMemory } from './desktop-memory.ts';

const dialogs: Readonly<
  Record<FilePurpose, Pick<OpenDialogOptions, 'title' | 'buttonLabel' | 'properties' | 'filters'>>
> = {
  weights: {
    title: 'Choose weights',
    buttonLabel: 'Use weights',
    properties: ['openFile'],
    filters: [{ name: 'Safetensors', extensions: ['safetensors'] }, allFiles()],
  },
  network: {
    title: 'Choose a network',
    buttonLabel: 'Use network',
    properties: ['openFile'],
    filters: [{ name: 'ONNX and tfjs layers models', extensions: ['onnx', 'json'] }, allFiles()],
  },
  'data-folder': { title: 'Choose the folder of a data set', buttonLabel: 'Use folder', properties: ['openDirectory'] },
  arrays: {
    title: 'Choose NumPy arrays',
    buttonLabel: 'Use arrays',
    properties: ['openFile'],
    filters: [{ name: 'NumPy', extensions: ['npz'] }, allFiles()],
  },
  'image-folder': { title: 'Choose a folder of images', buttonLabel: 'Use folder', properties: ['openDirectory'] },
  'feature-table': {
    title: 'Choose a table of features',
    buttonLabel: 'Use table',
    properties: ['openFile'],
    filters: [{ name: 'CSV', extensions: ['csv', 'tsv', 'txt'] }, allFiles()],
  },
  specification: {
    title: 'Open a specification',
    buttonLabel: 'Open',
    properties: ['openFile'],
    filters: [{ name: 'YAML', extensions: ['yaml', 'yml'] }, allFiles()],
  },
  'energy-table': {
    title: 'Choose an energy table',
    buttonLabel: 'Use table',
    properties: ['openFile'],
    filters: [{ name: 'CSV', extensions: ['csv'] }, allFiles()],
  },
  measurements: {
    title: 'Choose measurements of a device',
    buttonLabel: 'Use measurements',
    properties: ['openFile'],
    filters: [{ name: 'CSV', extensions: ['csv', 'tsv', 'txt'] }, allFiles()],
  },
  archive: {
    title: 'Open an archive',
    buttonLabel: 'Open',
    properties: ['openFile'],
    filters: [{ name: 'Noisefloor archives', extensions: ['noisefloor'] }, allFiles()],
  },
  folder: {
    title: 'Choose a folder to write to',
    buttonLabel: 'Use folder',
    properties: ['openDirectory', 'createDirectory'],
  },
};

function allFiles() {
  return { name: 'All files', extensions: ['*'] };
}

/**
 * Asks for a file or folder with the system's own dialog, which begins where something for the same purpose was last picked.
 *
 * @param show over the window
 * @param home where it begins at first
 */
export function filePicker(
  show: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>,
  memory: Pick<DesktopMemory, 'folder' | 'rememberFolder'>,
  home: string,
): (purpose: FilePurpose) => Promise<string | undefined> {
  return async (purpose) => {
    const { canceled, filePaths } = await show({ ...dialogs[purpose], defaultPath: memory.folder(purpose) ?? home });
    const [path] = filePaths;
    if (canceled || path === undefined) return undefined;
    memory.rememberFolder(purpose, dirname(path));
    return path;
  };
}
