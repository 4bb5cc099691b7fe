/**
 * The service worker: the whole app in the precache, so that it starts without a network, and the door for files that the
 * system's share sheet hands over. It keeps no customer data and answers nothing but the app's own files.
 *
 * A new version waits until the user agrees (`src/app/pwa.ts` sends `skip-waiting`); it never takes a page over by itself.
 */
/// <reference lib="webworker" />
import { cleanupOutdatedCaches, getCacheKeyForURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { storeSharedFiles } from './shared-files';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const scope = new URL(self.registration.scope);

self.addEventListener('activate', (event) => {
  // the page that installed the worker is served by it at once, so files can be shared to it before its second start
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  if ((event.data as { readonly type?: unknown } | null)?.type === 'skip-waiting') void self.skipWaiting();
});

// registered before the precache's own listener, which would else answer the same navigation a second time
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (event.request.method === 'POST' && path === 'share-target') event.respondWith(receiveShare(event.request));
  else if (event.request.mode === 'navigate' && event.request.method === 'GET' && !isPrecached(path)) event.respondWith(Response.redirect(scope, 302));
});

precacheAndRoute(self.__WB_MANIFEST, {
  // the start page is the same whatever stands behind the question mark
  ignoreURLParametersMatching: [/.*/],
});
cleanupOutdatedCaches();

/** Keeps shared files for the page and sends the user to the import, which fetches them with `takeSharedFiles`. */
async function receiveShare(request: Request): Promise<Response> {
  try {
    const form = await request.formData();
    await storeSharedFiles(form.getAll('files').filter((value) => value instanceof File));
    return Response.redirect(new URL('./#/import?shared=1', scope), 303);
  } catch {
    // an unreadable form or a full disk: the import screen says that nothing arrived, and asks for the file itself
    return Response.redirect(new URL('./#/import?shared=failed', scope), 303);
  }
}

/**
 * Whether a path below the scope is one of the app's files. A page that is none, such as an old link, lands in the app, offline and
 * online alike: by a redirect, because the start page's relative addresses hold only in its own folder.
 */
function isPrecached(path: string): boolean {
  return getCacheKeyForURL(new URL(path || 'index.html', scope).href) !== undefined;
}
