/**
 * A proxy through which a whole browser is led, so that every request is seen: the page's, its workers', its service
 * worker's and the browser's own. It forwards to one host only and writes down everything else.
 */
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What Chromium itself asks while any page is open, whatever its flags (updates of its components, its account, its clock), seen with an
 * empty page. The app cannot hide behind these names: `watch` in e2e.ts sees the requests of its pages and workers one by one.
 */
const browsersOwn = new Set([
  'update.googleapis.com', 'accounts.google.com', 'clients2.google.com', 'optimizationguide-pa.googleapis.com', 'content-autofill.googleapis.com',
  'safebrowsing.googleapis.com', 'safebrowsingohttpgateway.googleapis.com', 'android.clients.google.com', 'mtalk.google.com', 'redirector.gvt1.com', 'edgedl.me.gvt1.com',
]);

export interface RecordingProxy {
  /** Flags for the browser. */
  readonly flags: readonly string[];
  /** `host:port` of each request that was for another host and not the browser's own, in the order in which they came. */
  readonly strangers: string[];
  /** How many requests were forwarded to the one host. */
  readonly forwarded: () => number;
  close(): Promise<void>;
}

/**
 * @param home `host:port` that may be asked
 */
export async function startRecordingProxy(home: string): Promise<RecordingProxy> {
  const strangers: string[] = [];
  let forwarded = 0;
  const note = (host: string) => {
    if (!browsersOwn.has(host.replace(/:\d+$/, ''))) strangers.push(host);
  };
  const server = createServer((incoming, outgoing) => {
    const target = new URL(incoming.url ?? '', 'http://malformed.invalid');
    if (target.host !== home) {
      note(target.host);
      outgoing.writeHead(502).end();
      return;
    }
    forwarded += 1;
    const onward = forward(target, { method: incoming.method ?? 'GET', headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => { outgoing.destroy(); });
    incoming.pipe(onward);
  });
  // https and WebSockets ask for a tunnel by name; the app's own server speaks neither
  server.on('connect', (incoming, socket) => {
    note(incoming.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    // by default a browser asks localhost without a proxy
    flags: [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'],
    strangers,
    forwarded: () => forwarded,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => { resolve(); });
    }),
  };
}
