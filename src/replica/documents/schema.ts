/**
 * Shape of the documents: roots, keys, origins and the schema number. Written into every document, so nothing here may
 * change its meaning: add, and raise SCHEMA with an idempotent migration.
 *
 *   fields   Y.Map   'base:<hash>' -> record as created or imported; one key per field edited since (null = removed)
 *   note     Y.Text
 *   entries  Y.Map   id -> plain record
 *   meta     Y.Map   'schema' -> number
 *
 * The base's key carries a hash of its content: two devices that create the same customer from different rows then keep
 * both records (a plain 'base' key would drop the loser's fields whole).
 */
export const SCHEMA = 1;

export const ROOT = { fields: 'fields', note: 'note', entries: 'entries', meta: 'meta' } as const;

export const BASE_PREFIX = 'base:';
export const isBaseKey = (key: string): boolean => key.startsWith(BASE_PREFIX);

/** Transaction origins. Undo and the outbox take everything that is neither REMOTE nor STORED for the user's own. */
export const ORIGIN = {
  user: 'user',
  /** From another tab or a peer, already on its way to storage there. */
  remote: 'remote',
  /** Read back from this device's storage. */
  stored: 'stored',
} as const;

export const isLocalOrigin = (origin: unknown): boolean => origin !== ORIGIN.remote && origin !== ORIGIN.stored;

/** The team's document lives beside the customers under this key, which no customer may bear. */
export const TEAM_ID = 'team';

/** Ids become keys of storage and parts of keys ('<id>/<sequence>'): printable ASCII without '/', 1 to 128 characters. */
const ID_PATTERN = /^[\w.:@+=~-]{1,128}$/;
export const isCustomerId = (id: unknown): id is string => typeof id === 'string' && id !== TEAM_ID && ID_PATTERN.test(id);
