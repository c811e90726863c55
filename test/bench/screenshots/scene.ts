import type { Locator, Page } from 'playwright-core';

/** Something that is shown, as the page stands when `set` has resolved. */
export interface Scene {
  /** Of its pictures: `compare` for `compare-light.png` */
  readonly name: string;
  readonly title: string;
  /** A sentence, in Markdown */
  readonly caption: string;
  /** Whether the page is scrolled to its top first; true */
  readonly fromTop?: boolean;
  /** Something is under way in it that does not end */
  readonly moves?: true;
  set(page: Page): Promise<void>;
}

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: true });
