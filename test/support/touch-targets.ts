/**
 * How large everything is that can be tapped, as a finger meets it: the drawn box, its invisible surroundings (`::before` and
 * `::after`) and the label around a box. Texts with a link inside are read, not tapped at, and are left to WCAG 2.5.8's exception.
 */
import type { Page } from '@playwright/test';

export interface TouchTarget { readonly name: string; readonly width: number; readonly height: number }

const TAPPABLE = 'button, a[href], input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="checkbox"], [role="switch"], [role="option"], [role="menuitem"], [role="menuitemcheckbox"], [role="row"][tabindex]';

/** Visible and enabled targets that are smaller than `least` px in one direction. */
export function smallTargets(page: Page, least = 44): Promise<TouchTarget[]> {
  return page.evaluate(([selector, size]) => {
    const px = (text: string) => Number.parseFloat(text) || 0;
    const boxOf = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      let { left, top, right, bottom } = own;
      for (const pseudo of ['::before', '::after']) {
        const style = getComputedStyle(element, pseudo);
        if (style.content === 'none' || style.position !== 'absolute') continue;
        const border = getComputedStyle(element);
        // used values are distances from the padding box; negative ones reach out of it
        left = Math.min(left, own.left + px(border.borderLeftWidth) + px(style.left));
        top = Math.min(top, own.top + px(border.borderTopWidth) + px(style.top));
        right = Math.max(right, own.right - px(border.borderRightWidth) - px(style.right));
        bottom = Math.max(bottom, own.bottom - px(border.borderBottomWidth) - px(style.bottom));
      }
      return new DOMRect(left, top, right - left, bottom - top);
    };
    const roots: (Document | ShadowRoot)[] = [document, ...[...document.querySelectorAll('*')].flatMap((element) => (element.shadowRoot ? [element.shadowRoot] : []))];
    return roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]).flatMap((element) => {
      if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) || element.closest('[inert], [aria-hidden="true"]') || (element as HTMLButtonElement).disabled) return [];
      const text = element.matches('a') ? element.parentElement?.textContent ?? '' : '';
      // a link within a sentence
      if (element.matches('a') && getComputedStyle(element).display === 'inline' && text.trim() !== element.textContent.trim()) return [];
      const isField = element.matches('input:not([type="checkbox"], [type="radio"]), textarea');
      const around = element.matches('input') ? element.closest('label') : null;
      const drawn = boxOf(around ?? (isField ? element.parentElement ?? element : element));
      // an invisible radio that reaches out of its label is tapped there too
      const own = around ? element.getBoundingClientRect() : drawn;
      const [left, top] = [Math.min(drawn.left, own.left), Math.min(drawn.top, own.top)];
      const box = new DOMRect(left, top, Math.max(drawn.right, own.right) - left, Math.max(drawn.bottom, own.bottom) - top);
      if (box.width === 0 || box.height === 0 || (box.width <= 1 && box.height <= 1)) return [];
      // scrolled out or parked outside of the window, such as the skip link
      if (box.right <= 0 || box.bottom <= 0) return [];
      if (box.width >= size - 0.5 && box.height >= size - 0.5) return [];
      return [{ name: `${element.getAttribute('role') ?? element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? around?.textContent ?? element.textContent).trim().slice(0, 40)}"`, width: Math.round(box.width), height: Math.round(box.height) }];
    });
  }, [TAPPABLE, least] as const);
}
