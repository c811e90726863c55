/** The interface itself, the developer tools, and what a page makes by itself. Nothing of them leaves the machine. */
const allowed: ReadonlySet<string> = new Set(['app:', 'devtools:', 'blob:', 'data:']);

/** What of a session is used here. */
export interface RequestSession {
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { readonly url: string }, answer: (decision: { cancel: boolean }) => void) => void,
    ): void;
  };
  setProxy(options: { mode: 'direct' }): Promise<void>;
  setSpellCheckerEnabled(isEnabled: boolean): void;
}

/**
 * Cancels every request of a page that would leave the machine or read its files.
 *
 * @param onRefused told the address
 */
export function refuseRemoteContent(session: RequestSession, onRefused: (address: string) => void): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !allowed.has(schemeOf(url));
    if (cancel) onRefused(url);
    answer({ cancel });
  });
  // Looking for a proxy asks the network, and so does a dictionary
  void session.setProxy({ mode: 'direct' });
  session.setSpellCheckerEnabled(false);
}

function schemeOf(address: string): string {
  try {
    return new URL(address).protocol;
  } catch {
    return '';
  }
}
