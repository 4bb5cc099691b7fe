/**
 * Serves one release over plain HTTP, under any base path, with the headers that a customer book deserves, and the team's
 * meeting point on the same port. For a real host, put TLS in front of it, or let any static host serve `dist/`.
 *
 * Written as JavaScript with JSDoc types (checked by tsc): Node 20 runs no TypeScript, and a server that needs no build
 * starts at once and has one thing less that can be stale.
 */
import { createServer } from 'node:http';
import { headerPolicy } from './content-security-policy.mjs';
import { manifestId } from './manifest-id.mjs';
import { openMeetingPoint } from './meeting-point.mjs';
import { chooseEncoding, readRelease } from './release.mjs';

/** @typedef {{ url: string, port: number, close: () => Promise<void> }} RunningServer */

/** Where the meeting point answers, below the app's own address. */
export const MEETING_POINT_PATH = 'meeting-point';

const securityHeaders = {
  'Content-Security-Policy': headerPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // the camera reads invitations and takes portraits; nothing else of the device is of interest
  'Permissions-Policy': 'camera=(self), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/**
 * Starts the server; rejects with Node's own error (`EADDRINUSE`, `EACCES`, `ENOENT` of `root`).
 * @param {{ root: string, port: number, host?: string, base?: string }} options
 *   `root`: absolute path of the built app; `port`: 0 takes any free one; `base`: the path under which the app lives, such as `/crm/`
 * @returns {Promise<RunningServer>}
 */
export async function serve({ root, port, host = '127.0.0.1', base = '/' }) {
  const prefix = `/${base}/`.replaceAll(/\/+/g, '/');
  const release = await readRelease(root, { 'manifest.webmanifest': (body) => withManifestId(body, prefix) });
  const server = createServer((request, response) => {
    answer(release, prefix, request, response).catch((/** @type {unknown} */ error) => {
      console.error('A request could not be answered:', error);
      response.destroy();
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => { resolve(undefined); });
  });
  const meeting = openMeetingPoint(server, { path: prefix + MEETING_POINT_PATH });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${String(boundPort)}${prefix}`,
    port: boundPort,
    close: () => new Promise((resolve, reject) => {
      meeting.close();
      server.close((error) => { if (error) reject(error); else resolve(); });
      server.closeAllConnections();
    }),
  };
}

/**
 * The build does not know the base path; this server does.
 * @param {Buffer} manifest
 * @param {string} prefix
 */
function withManifestId(manifest, prefix) {
  /** @type {unknown} */
  const members = JSON.parse(manifest.toString('utf8'));
  return Buffer.from(JSON.stringify(Object.assign({}, members, { id: manifestId(prefix) })));
}

/**
 * @param {import('./release.mjs').Release} release
 * @param {string} prefix
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(release, prefix, request, response) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    refuse(response, 405, 'Only GET and HEAD are answered here.');
    return;
  }
  const path = requestedPath(request.url ?? '');
  if (path === null) {
    refuse(response, 400, 'This address cannot be read.');
    return;
  }
  if (`${path}/` === prefix) {
    response.setHeader('Location', prefix);
    refuse(response, 308, 'The app lives one slash further.');
    return;
  }
  const file = path.startsWith(prefix) ? release.get(path.slice(prefix.length) || 'index.html') : undefined;
  if (!file) {
    refuse(response, 404, 'Nothing is stored under this address.');
    return;
  }
  const encoding = chooseEncoding(headerText(request.headers['accept-encoding']), file);
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end();
    return;
  }
  const body = await file.encoded(encoding);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * The decoded path of a request target, without query; null when it is malformed.
 * @param {string} target
 */
function requestedPath(target) {
  try {
    return decodeURIComponent(target.split(/[?#]/, 1)[0] ?? '');
  } catch {
    // a broken percent-escape: the caller answers 400
    return null;
  }
}

/**
 * @param {string | string[] | undefined} value
 */
function headerText(value) {
  return Array.isArray(value) ? value.join(',') : value;
}

/**
 * @param {string | undefined} ifNoneMatch
 * @param {string} etag
 */
function isKnown(ifNoneMatch, etag) {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function refuse(response, status, text) {
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
