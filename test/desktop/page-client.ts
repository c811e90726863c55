import type { Page } from 'playwright-core';
import type { WorkbenchBridge } from '../../main/contract/rpc/bridge.ts';
import { createClient } from '../../main/contract/rpc/create-client.ts';
import { createInbox } from '../../main/contract/rpc/inbox.ts';
import { workbenchContract, type WorkbenchClient } from '../../main/contract/workbench/workbench.ts';

interface PageGlobals {
  readonly workbench: WorkbenchBridge;
}

/** A page of the interface's origin with nothing on it but the bridge, which the interface would use itself. */
export const emptyPage = 'app://workbench/empty';

/** The workbench, asked through the bridge of a page. It lasts until the page is loaded again. */
export async function pageClient(page: Page): Promise<WorkbenchClient> {
  const inbox = createInbox();
  const receive = `receive${crypto.randomUUID().replaceAll('-', '')}`;
  await page.goto(emptyPage);
  await page.exposeFunction(receive, inbox.receive);
  await page.evaluate(`window.workbench.onMessage((message) => void window.${receive}(message))`);
  return createClient(workbenchContract, {
    send(message) {
      const sent = page.evaluate((each) => (globalThis as unknown as PageGlobals).workbench.send(each), message);
      // A page that is gone loses what is sent to it
      sent.catch(() => undefined);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => inbox.close('The test is done.'),
  });
}
