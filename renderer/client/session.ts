import { RefusedError } from './reconnecting-client.ts';

/** What is used of `fetch`. */
export type Fetch = (
  address: string,
  options?: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<{ readonly status: number; readonly ok: boolean }>;

/** The token of an address as the workbench prints it. @param hash of the address, `#` included */
export function tokenIn(hash: string): string | undefined {
  return /^#token=([\w-]+)$/.exec(hash)?.[1];
}

/**
 * Makes sure that this browser has a session: exchanges the token for a cookie, where there is one.
 *
 * @throws RefusedError without a session or a token that is good; Error when the workbench does not answer
 */
export async function enterSession(fetch: Fetch, token: string | undefined): Promise<void> {
  if (token !== undefined) {
    const headers = { 'content-type': 'application/json' };
    const entered = await fetch('/session', { method: 'POST', headers, body: JSON.stringify({ token }) });
    if (entered.ok) return;
  }
  const { ok, status } = await fetch('/session');
  if (ok) return;
  if (status === 403) throw new RefusedError('There is no session.');
  throw new Error(`The workbench answers with status ${status}.`);
}
