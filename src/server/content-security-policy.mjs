/**
 * The one list of what a page of Regulars may load, from which both the server's header and the `<meta>` of the built
 * index.html are written, so that a static host without headers is as strict as our own server.
 *
 * Everything comes from the app's own origin: a script from elsewhere could carry customers away. Meeting points are the one exception: a team may
 * name others than the app's own host, which the build cannot know, so WebSockets may go anywhere by TLS.
 * `require-trusted-types-for` is left out: Solid builds its templates through `innerHTML`, and the registration of the
 * service worker would be refused without a word.
 */

/** @type {Readonly<Record<string, string>>} */
const directives = {
  'default-src': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  // blob: photos read from the store; data: the small images that the bundler inlines
  'img-src': "'self' blob: data:",
  'font-src': "'self'",
  // ws: without TLS to this very device only, where a meeting point may be tried out; 'self' does not mean WebSockets in older Safari
  'connect-src': "'self' wss: ws://localhost:* ws://127.0.0.1:*",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
};

const policy = Object.entries(directives).map(([name, sources]) => `${name} ${sources}`).join('; ');

/** The policy for `<meta http-equiv="Content-Security-Policy">`; browsers ignore `frame-ancestors` there. */
export const metaPolicy = policy;

/** The policy for the `Content-Security-Policy` header. */
export const headerPolicy = `${policy}; frame-ancestors 'none'`;
