import type { WorkbenchBridge } from '../../main/contract/rpc/bridge.ts';
import type { Channel } from '../../main/contract/rpc/channel.ts';
import { createInbox } from '../../main/contract/rpc/inbox.ts';
import { clientLimits, tooLarge } from '../../main/contract/rpc/limits.ts';
import { decodeText, encodeText } from '../../main/contract/rpc/text-codec.ts';

/** The window's end of the bridge. It lasts as long as the page. */
export function bridgeChannel(bridge: WorkbenchBridge): Channel {
  const inbox = createInbox();
  const end = bridge.onMessage(inbox.receive);
  return {
    send(message) {
      if (inbox.isClosed) return;
      const text = encodeText(message);
      if (text.length > clientLimits.outgoingBytes) throw tooLarge(clientLimits.outgoingBytes);
      // A copy, because reactive objects cannot be cloned across the bridge
      bridge.send(decodeText(text));
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close() {
      end();
      inbox.close('the page closed it.');
    },
  };
}
