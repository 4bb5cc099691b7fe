import { createRoot } from 'solid-js';
import { describe, expect, test, vi } from 'vitest';
import { createBookStatus } from '../../../src/state/book-status';
import type { BookStatusSignals } from '../../../src/state/book-status';
import { createBookDouble } from '../../support/book-double';

type Keeper = Parameters<typeof createBookStatus>[1];
const statusWith = (keeper: Keeper): BookStatusSignals => createRoot(() => createBookStatus(createBookDouble(), keeper));

describe('whether the browser keeps the book', () => {
  test('is known without asking where it was promised before, and not asked for again', async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    const status = statusWith({ persisted: () => Promise.resolve(true), persist });
    expect(status.persistence()).toBe('unknown');
    await vi.waitFor(() => { expect(status.persistence()).toBe('persisted'); });
    expect(await status.requestPersistence()).toBe('persisted');
    expect(persist).not.toHaveBeenCalled();
  });

  test('is asked for, and a refusal is said as such', async () => {
    const status = statusWith({ persisted: () => Promise.resolve(false), persist: () => Promise.resolve(false) });
    expect(await status.requestPersistence()).toBe('best-effort');
    expect(status.persistence()).toBe('best-effort');
  });

  test('is no promise where asking fails, and "unsupported" where there is nobody to ask', async () => {
    expect(await statusWith({ persisted: () => Promise.resolve(false), persist: () => Promise.reject(new TypeError('opaque origin')) }).requestPersistence()).toBe('best-effort');
    expect(statusWith({}).persistence()).toBe('unsupported');
  });

  test('and how much room is taken, where the browser tells', async () => {
    expect(await statusWith({ estimate: () => Promise.resolve({ usage: 3, quota: 10 }) }).storageUse()).toEqual({ usedBytes: 3, quotaBytes: 10 });
    expect(await statusWith({ estimate: () => Promise.reject(new TypeError('opaque origin')) }).storageUse()).toBeUndefined();
  });
});
