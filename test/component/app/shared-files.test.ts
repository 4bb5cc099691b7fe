import { afterEach, expect, it, vi } from 'vitest';
import { takeSharedFiles } from '../../../src/app/shared-files';

afterEach(() => { vi.unstubAllGlobals(); });

it('where the browser has no store for shared files, none have been shared', async () => {
  expect('caches' in globalThis).toBe(false);
  expect(await takeSharedFiles()).toEqual([]);
});

it('where the browser forbids that store, none have been shared', async () => {
  vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('forbidden', 'SecurityError')) });
  expect(await takeSharedFiles()).toEqual([]);
});
