/** Whether an address may be handed to the user's browser: a plain page of the web, over https. */
export function isExternalPage(address: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(address);
    return protocol === 'https:' && hostname.includes('.') && username === '' && password === '';
  } catch {
    return false;
  }
}

/**
 * The one door to the user's browser.
 *
 * @param open `shell.openExternal`
 * @returns whether it went through
 */
export function openExternally(address: string, open: (address: string) => Promise<void>): boolean {
  if (!isExternalPage(address)) return false;
  // Without a browser there is nothing else to be done
  open(new URL(address).href).catch(() => undefined);
  return true;
}
