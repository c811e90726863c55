import { createRequire } from 'node:module';

interface UtilOfOldNode {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray?: (value: unknown) => boolean;
}

/**
 * Gives `node:util` back two functions that Node 23 removed and that tfjs-node 4.22.0 calls. Has to run in every thread
 * before tfjs-node is loaded; running it again changes nothing.
 */
export function shimUtilForTensorFlow(): void {
  // The namespace of an `import` is frozen; only the CommonJS view of the module can be given members.
  const util = createRequire(import.meta.url)('node:util') as UtilOfOldNode;
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

shimUtilForTensorFlow();
