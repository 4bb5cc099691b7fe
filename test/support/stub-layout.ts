/**
 * jsdom has no layout. This gives every element one size, so that virtual lists know how much of them is in sight, and
 * the browser functions that components call without needing their result.
 */
import { vi } from 'vitest';

/** Call in `beforeAll`; `height` is the viewport of every scroll container, in px. */
export function stubLayout(height = 640, width = 360): void {
  class FixedResizeObserver {
    readonly #report: ResizeObserverCallback;
    constructor(report: ResizeObserverCallback) { this.#report = report; }
    observe(target: Element): void {
      const entry = { target, contentRect: { width, height } } as unknown as ResizeObserverEntry;
      queueMicrotask(() => { this.#report([entry], this); });
    }
    unobserve(): void { /* nothing is watched */ }
    disconnect(): void { /* nothing is watched */ }
  }
  vi.stubGlobal('ResizeObserver', FixedResizeObserver);
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = function scrollTo(this: Element, options?: ScrollToOptions | number) {
    if (typeof options === 'object' && options.top !== undefined) this.scrollTop = options.top;
    this.dispatchEvent(new Event('scroll'));
  };
}
