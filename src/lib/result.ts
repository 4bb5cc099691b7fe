/**
 * Expected, local failures are values: `Result<T, E>` with a plain tagged record as E (`{ kind: 'quota', ... }`).
 * Ambient failures are status unions (see replica/status.ts); defects throw through `assert`.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
