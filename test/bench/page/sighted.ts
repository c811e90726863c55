import type { Page } from 'playwright-core';

/** Something that can be seen of a page. */
export interface Sight {
  /** Of an element that takes up room */
  readonly selector: string;
  /** What the text of it has to match: a regular expression */
  readonly text?: string;
  /** So many such elements; 1 */
  readonly atLeast?: number;
}

/**
 * Looks at every frame until there is such a thing and the frame with it has been drawn.
 *
 * @returns when that was, on the page's clock: milliseconds since its navigation began
 * @throws Error after a minute without it
 */
export function sighted(page: Page, sight: Sight): Promise<number> {
  return page.evaluate(
    ({ selector, text, atLeast = 1 }) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`The page does not show ${selector} ${text ?? ''}`)), 60_000);
        const pattern = text === undefined ? undefined : new RegExp(text);
        const isSeen = (element: Element): boolean =>
          (pattern === undefined || pattern.test(element.textContent ?? '')) && element.getClientRects().length > 0;
        // What a frame has is drawn before the next one begins
        const look = (): void => {
          const found = [...document.querySelectorAll(selector)].filter(isSeen).length >= atLeast;
          requestAnimationFrame(found ? () => resolve(performance.now()) : look);
        };
        requestAnimationFrame(look);
      }),
    sight,
  );
}

/** When the next event of a kind is made anywhere on the page, on the page's clock; begins to listen before it resolves. */
export async function nextEvent(page: Page, type: 'click' | 'mouseup' | 'wheel'): Promise<() => Promise<number>> {
  const key = `next ${type}`;
  await page.evaluate(
    ({ type, key }) => {
      const heard = new Promise<number>((resolve) =>
        addEventListener(type, (event) => resolve(event.timeStamp), { capture: true, once: true }),
      );
      (window as unknown as Record<string, unknown>)[key] = heard;
    },
    { type, key },
  );
  return () => page.evaluate((key) => (window as unknown as Record<string, Promise<number>>)[key]!, key);
}
