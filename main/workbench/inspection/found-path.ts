import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { DataSpecification, ModelSpecification } from '../../contract/specification.ts';

export interface PathFolders {
  /** Looked in first */
  readonly currentFolder: string;
  /** Of the specification, where it has one */
  readonly folder?: string;
  /** Of the workspace, whose own profiles go by their names */
  readonly workspace?: string;
}

/**
 * Where a path of a specification leads to: looked for as reading a specification does, in the current folder and then in
 * the other one. One that leads nowhere is that in the current folder, so that whoever opens it names a place.
 */
export function foundPath(written: string, { currentFolder, folder = currentFolder }: PathFolders): string {
  if (isAbsolute(written)) return written;
  const candidates = [currentFolder, folder].map((each) => resolve(each, written));
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0]!;
}

export function foundData(data: DataSpecification, folders: PathFolders): DataSpecification {
  return {
    ...data,
    ...(data.path === undefined ? {} : { path: foundPath(data.path, folders) }),
    ...(data.source === 'csv' && data.testPath !== undefined ? { testPath: foundPath(data.testPath, folders) } : {}),
  };
}

export function foundModel(model: ModelSpecification, folders: PathFolders): ModelSpecification {
  const { file, weights } = model;
  return {
    ...model,
    ...(file === undefined ? {} : { file: foundPath(file, folders) }),
    ...(weights === undefined ? {} : { weights: foundPath(weights, folders) }),
  };
}
