import type { WorkbenchBridge } from '../../main/contract/rpc/bridge.ts';
import { workbenchContract } from '../../main/contract/workbench/workbench.ts';
import type { WorkbenchConnection } from '../app/connection.ts';
import { bridgeChannel } from './bridge-channel.ts';
import { createReconnectingClient, RefusedError } from './reconnecting-client.ts';
import { enterSession, tokenIn } from './session.ts';
import { openSocketChannel } from './socket-channel.ts';

declare global {
  interface Window {
    /** In the desktop window */
    readonly workbench?: WorkbenchBridge;
  }
}

const firstRoute = '#/studies';

/**
 * Connects this page to its workbench: over the bridge of the desktop window, otherwise over a WebSocket to where the page
 * came from. A token in the address is taken out of it, so call this before a router reads the address.
 */
export function createWorkbenchClient(): WorkbenchConnection {
  return window.workbench === undefined ? connectToServer() : connectToDesktop(window.workbench);
}

function connectToDesktop(bridge: WorkbenchBridge): WorkbenchConnection {
  return createReconnectingClient(workbenchContract, async () => bridgeChannel(bridge), after);
}

function connectToServer(): WorkbenchConnection {
  let token = takeToken();
  const connection = createReconnectingClient(
    workbenchContract,
    async () => {
      const given = token;
      token = undefined;
      await enterSession((address, options) => fetch(address, options), given).catch((error: unknown) => {
        // Not used yet, so that it still is good when the workbench answers
        if (!(error instanceof RefusedError)) token ??= given;
        throw error;
      });
      return openSocketChannel(new WebSocket(`ws://${location.host}/socket`));
    },
    after,
  );
  // Another address of the same workbench, opened in this page: told first here, then to the router
  window.addEventListener('popstate', () => {
    const taken = takeToken();
    if (taken === undefined) return;
    token = taken;
    connection.retry();
  });
  // A page in the background has slow timers
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connection.retry();
  });
  return connection;
}

function takeToken(): string | undefined {
  const token = tokenIn(location.hash);
  if (token !== undefined) history.replaceState(null, '', firstRoute);
  return token;
}

function after(milliseconds: number, action: () => void): () => void {
  const timer = window.setTimeout(action, milliseconds);
  return () => window.clearTimeout(timer);
}
