/** Addresses of meeting points: the one beside the app itself, and those that people type. */
import { err, ok, type Result } from '../../lib/result';

/** As src/server/serve.mjs has it, below the app's own address. */
const PATH = 'meeting-point';
/** Without TLS a page may speak with this device alone (src/server/content-security-policy.mjs). */
const OWN = /^(?:localhost|127\.0\.0\.1)$/;

/** Of the server from which the page has come, such as `document.baseURI`. */
export function meetingPointBeside(page: string): string {
  const url = new URL(PATH, page);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

/** What is typed or invited to: `wss:` anywhere, `ws:` on this device; `https:` and a bare host mean `wss:`. The error says what to do about it. */
export function parseMeetingPoint(text: string): Result<string, 'no-address' | 'no-tls'> {
  const typed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `wss://${typed}`;
  const url = urlOf(withScheme.replace(/^http/i, 'ws'));
  if (!url || url.username !== '' || url.password !== '' || (url.protocol !== 'wss:' && url.protocol !== 'ws:')) return err('no-address');
  if (url.protocol === 'ws:' && !OWN.test(url.hostname)) return err('no-tls');
  url.hash = '';
  if (url.pathname === '/') url.pathname = `/${PATH}`;
  return ok(url.href);
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined; // URL.canParse would say so, from Chrome 120 on
  }
}
