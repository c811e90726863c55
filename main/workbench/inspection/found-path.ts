import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { DataSpecification, ModelSpecification } from '../../contract/specification.ts';

export interface PathFolders {
  /** Looked in first */
  readonly currentFolder: string;
  /** Of the specification, where it has one */
  readonly folder?: string;
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
  return data.path === undefined ? data : { ...data, path: foundPath(data.path, folders) };
}

export function foundModel(model: ModelSpecification, folders: PathFolders): ModelSpecification {
  return model.weights === undefined ? model : { ...model, weights: foundPath(model.weights, folders) };
}
