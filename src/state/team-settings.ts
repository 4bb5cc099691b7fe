/** What the team shares as settings: which there are, what holds where none is stored, and which stored values count. Plain, without Solid. */
import type { Json } from '../lib/json';

export interface Setting<T extends Json> { readonly fallback: T; readonly isValid: (value: Json) => boolean }

const text = (fallback: string): Setting<string> => ({ fallback, isValid: (value) => typeof value === 'string' });
const days = (fallback: number): Setting<number> => ({ fallback, isValid: (value) => Number.isInteger(value) && (value as number) > 0 });

/** Shared by the team. `currency` is ISO 4217, `country` ISO 3166 alpha-2 (for phone numbers typed without a prefix). */
export const TEAM_SETTINGS = {
  bookName: text(''),
  bookCreatedAt: text(''),
  currency: { fallback: 'EUR', isValid: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value) } as Setting<string>,
  country: { fallback: '', isValid: (value) => typeof value === 'string' && /^([A-Z]{2})?$/.test(value) } as Setting<string>,
  /** A customer whom nobody contacted for longer counts as silent. */
  silentAfterDays: days(90),
};
export type TeamSetting = keyof typeof TEAM_SETTINGS;
export type ValueOf<K extends TeamSetting> = (typeof TEAM_SETTINGS)[K] extends Setting<infer T> ? T : never;

/** Reads a stored setting; anything that does not fit counts as not set. */
export const readSetting = <T extends Json>(stored: Json | undefined, { isValid, fallback }: Setting<T>): T => (stored !== undefined && isValid(stored) ? (stored as T) : fallback);
export const readTeamSetting = <K extends TeamSetting>(stored: Json | undefined, key: K): ValueOf<K> => readSetting<Json>(stored, TEAM_SETTINGS[key]) as ValueOf<K>;
