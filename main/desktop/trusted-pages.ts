import type { WebFrameMain } from 'electron';

/** Of the one page that the window shows. */
export const interfaceOrigin = 'app://workbench';
export const interfaceAddress = `${interfaceOrigin}/`;

/** Of the interface's view of an archive. @param path absolute */
export function archiveAddress(path: string): string {
  return `${interfaceAddress}#/archive?open=${encodeURIComponent(path)}`;
}

/** What is looked at of a frame that sent something. */
export type SenderFrame = Pick<WebFrameMain, 'parent' | 'url'>;

export interface Sender {
  readonly sender: { readonly id: number };
  /** Null when the frame has gone meanwhile */
  readonly senderFrame: SenderFrame | null;
}

/** The windows whose page may speak to the workbench. */
export interface TrustedPages {
  add(contents: { readonly id: number; once(event: 'destroyed', listener: () => void): unknown }): void;
  /** Why a sender is not listened to; undefined for the interface in the main frame of a window of ours */
  refusal(event: Sender): string | undefined;
}

export function trustedPages(): TrustedPages {
  const ids = new Set<number>();
  return {
    add(contents) {
      const { id } = contents;
      ids.add(id);
      contents.once('destroyed', () => ids.delete(id));
    },
    refusal({ sender, senderFrame }) {
      if (!ids.has(sender.id)) return 'It comes from a page that is no window of the workbench.';
      if (senderFrame === null) return 'Its page is gone.';
      if (senderFrame.parent !== null) return 'It comes from a frame inside the page.';
      return isInterface(senderFrame.url) ? undefined : 'It comes from another address.';
    },
  };
}

/** Whether an address is one of the interface's own, by its parts and not by how it begins. */
export function isInterface(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return `${protocol}//${host}` === interfaceOrigin && username === '' && password === '';
  } catch {
    return false;
  }
}
