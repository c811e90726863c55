import { z } from 'zod';
import { filePurposeSchema, type FilePurpose } from '../contract/workbench/application.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
export type Bounds = z.infer<typeof boundsSchema>;

const memorySchema = z.object({
  window: z.object({ bounds: boundsSchema, isMaximized: z.boolean() }).optional(),
  /** The folder something was last picked from */
  folders: z.partialRecord(filePurposeSchema, z.string()).default({}),
});
type Memory = z.output<typeof memorySchema>;
export type WindowPlace = NonNullable<Memory['window']>;

/** What the shell itself remembers between two starts. Studies, runs and preferences are in the workspace. */
export interface DesktopMemory {
  readonly window: WindowPlace | undefined;
  rememberWindow(place: WindowPlace): void;
  folder(purpose: FilePurpose): string | undefined;
  rememberFolder(purpose: FilePurpose, folder: string): void;
}

/** @param path of a JSON file, which need not be there */
export function desktopMemory(path: string): DesktopMemory {
  let memory: Memory = readJsonFile(path, memorySchema) ?? { folders: {} };
  const change = (changes: Partial<Memory>): void => {
    memory = { ...memory, ...changes };
    writeJsonFile(path, memory);
  };
  return {
    get window() {
      return memory.window;
    },
    rememberWindow: (window) => change({ window }),
    folder: (purpose) => memory.folders[purpose],
    rememberFolder: (purpose, folder) => change({ folders: { ...memory.folders, [purpose]: folder } }),
  };
}
