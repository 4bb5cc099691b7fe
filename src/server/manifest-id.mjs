/**
 * The identity of an installed copy. Browsers resolve a manifest's `id` against the origin, not against the folder, so the base
 * path must be written into it: otherwise a second book under the same origin would replace the first one.
 */

/**
 * @param {string} base path under which the app lives, such as `/` or `/crm/`
 * @returns {string} such as `/crm/regulars`
 */
export function manifestId(base) {
  return `/${base}/regulars`.replaceAll(/\/+/g, '/');
}
