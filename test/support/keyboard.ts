/** A page as those use it who have no mouse: the focus goes on by Tab, has to come to what is named, and has to be seen. */
import type { Page } from '@playwright/test';

export interface Keyboard {
  press(...keys: readonly string[]): Promise<void>;
  /** Tabs until the focus is on what is named; fails when it never comes there. */
  tabTo(name: string | RegExp, key?: string, most?: number): Promise<void>;
}

export function keyboardOf(page: Page): Keyboard {
  return {
    press: async (...keys) => { for (const key of keys) await page.keyboard.press(key); },
    tabTo: async (name, key = 'Tab', most = 60) => {
      for (let i = 0; i < most; i++) {
        const label = await page.evaluate(focused);
        if (typeof name === 'string' ? label === name : name.test(label)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`The focus never came to ${String(name)}.`);
    },
  };
}

/** In the page: the name of what has the focus. */
function focused(): string {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!element || element === document.body) return '';
  const style = getComputedStyle(element);
  const ring = [element, element.parentElement, element.closest('label')].some((part) => part && (getComputedStyle(part).outlineStyle !== 'none' || getComputedStyle(part).boxShadow !== 'none'));
  if (!ring && style.caretColor === 'transparent') throw new Error('The focus cannot be seen.');
  const labelledBy = element.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  return (element.getAttribute('aria-label') ?? labelledBy ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent).trim();
}
