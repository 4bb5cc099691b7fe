/**
 * The one list of what a page of Regulars may load, from which both the server's header and the `<meta>` of the built
 * index.html are written, so that a static host without headers is as strict as our own server.
 *
 * Everything comes from the app's own origin: a script from elsewhere could carry customers away.
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
  'connect-src': "'self'",
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
