/**
 * A canary outside of the book's own storage: it remembers that there was a book, so that an unexpectedly empty store is
 * told apart from a first run. A new empty book is never pushed over one that is only out of sight.
 */
import type { Book } from '../replica/book';
import { readTeamSetting } from './team-settings';

const KEY = 'regulars.book';

export interface Canary { readonly name: string; readonly createdAt: string; readonly customers: number }
export type Presence =
  | { readonly kind: 'book' }
  | { readonly kind: 'first-run' }
  /** There was a book, and this store is empty. */
  | { readonly kind: 'lost'; readonly canary: Canary };

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** localStorage where the browser allows it; a browser that forbids it has no canary, and says 'first run'. */
export function canaryKeeper(): Keeper | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // SecurityError with site data blocked: IndexedDB is blocked as well then, and reported by the book
  }
}

export function readCanary(keeper: Keeper | undefined = canaryKeeper()): Canary | undefined {
  const text = keeper?.getItem(KEY);
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { name, createdAt, customers } = value as Partial<Record<keyof Canary, unknown>>;
    return { name: typeof name === 'string' ? name : '', createdAt: typeof createdAt === 'string' ? createdAt : '', customers: typeof customers === 'number' ? customers : 0 };
  } catch {
    // Unreadable, yet something was written: better to ask than to assume a first run.
    return { name: '', createdAt: '', customers: 0 };
  }
}

/** Best effort: a full localStorage only costs the early warning. */
export function writeCanary(canary: Canary, keeper: Keeper | undefined = canaryKeeper()): boolean {
  try {
    keeper?.setItem(KEY, JSON.stringify(canary));
    return keeper !== undefined;
  } catch {
    return false;
  }
}

export const forgetCanary = (keeper: Keeper | undefined = canaryKeeper()): void => { keeper?.removeItem(KEY); };

const REMOVAL_KEY = 'regulars.removed';

/**
 * The team has sent this device away and its book is gone for a reason: nothing is to be looked for, and the next start says so too.
 * `name`: what the book was called.
 */
export function noteRemoval(name: string, keeper: Keeper | undefined = canaryKeeper()): void {
  try {
    keeper?.setItem(REMOVAL_KEY, name);
  } catch {
    // A full localStorage: it is said until this window is closed, and not again.
  }
  forgetCanary(keeper);
}

/** What the book was called that the team has taken from this device; undefined: no such thing has happened. */
export const readRemoval = (keeper: Keeper | undefined = canaryKeeper()): string | undefined => keeper?.getItem(REMOVAL_KEY) ?? undefined;

export const forgetRemoval = (keeper: Keeper | undefined = canaryKeeper()): void => { keeper?.removeItem(REMOVAL_KEY); };

/** What is in sight. Only meaningful once the book has loaded. */
export function presenceOf(book: Pick<Book, 'rows' | 'team'>, canary: Canary | undefined): Presence {
  const createdAt = readTeamSetting(book.team.get('settings', 'bookCreatedAt'), 'bookCreatedAt');
  if (book.rows.size > 0 || createdAt !== '') return { kind: 'book' };
  return canary ? { kind: 'lost', canary } : { kind: 'first-run' };
}
