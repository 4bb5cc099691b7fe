/**
 * Small per-device choices (language, theme) in localStorage. A browser that forbids storage (private mode, blocked
 * cookies) throws on access: the choice then lives for this visit only, which needs no message.
 */
export function readPreference(key: string): string | null {
  try {
    return localStorage.getItem(`regulars.${key}`);
  } catch {
    return null;
  }
}

/** Stores a choice, or forgets it when `value` is null. Returns false where the browser does not let us keep it. */
export function writePreference(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(`regulars.${key}`);
    else localStorage.setItem(`regulars.${key}`, value);
    return true;
  } catch {
    return false;
  }
}
