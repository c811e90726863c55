/** What the preload script gives the page: messages in both directions, and nothing else of Electron. */
export interface WorkbenchBridge {
  /** @throws what cannot be cloned */
  send(message: unknown): void;
  /** @returns a function that ends it */
  onMessage(listener: (message: unknown) => void): () => void;
}

/** Under which the bridge is a property of `window`. */
export const bridgeName = 'workbench';

/** Name of Electron's messages between the preload script and the main process: the load of the page, then the message. */
export const bridgeMessages = 'workbench:message';
