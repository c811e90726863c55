import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';

type Role = Parameters<Page['getByRole']>[0];

/** Presses Tab until such an element has the focus, once it is there. */
export async function tabTo(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await page.getByRole(role, { name }).first().waitFor();
  const wanted = page.getByRole(role, { name }).and(page.locator(':focus'));
  for (let presses = 0; presses < 120; presses++) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to the ${role} ${String(name)}`);
}

/** As Enter does on it. */
export async function press(page: Page, role: Role, name: string | RegExp): Promise<void> {
  await tabTo(page, role, name);
  await page.keyboard.press('Enter');
}

/** Into a field, instead of what is in it: also of what comes to stand there after it was selected and before it is typed over. */
export async function type(page: Page, role: Role, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, role, name);
  await eventually(async () => {
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
    expect(await page.locator(':focus').inputValue()).toBe(text);
  });
}
