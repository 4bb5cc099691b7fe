/** What the team shares as settings: which there are, what holds where none is stored, and which stored values count. Plain, without Solid. */
import type { Json } from '../lib/json';
import { DEFAULT_TIER_RULES } from '../domain/value/tier-rules';
import { DEFAULT_VALUE_RULES, MOST_RETENTION } from '../domain/value/value-rules';

interface Setting<T extends Json> { readonly fallback: T; readonly isValid: (value: Json) => boolean }

const text = (fallback: string): Setting<string> => ({ fallback, isValid: (value) => typeof value === 'string' });
const number = (fallback: number, least: number, most: number): Setting<number> => ({ fallback, isValid: (value) => typeof value === 'number' && value >= least && value <= most });
const days = (fallback: number): Setting<number> => ({ fallback, isValid: (value) => Number.isInteger(value) && (value as number) > 0 });

/** Shared by the team. `currency` is ISO 4217, `country` ISO 3166 alpha-2 (for phone numbers typed without a prefix). */
export const TEAM_SETTINGS = {
  bookName: text(''),
  bookCreatedAt: text(''),
  currency: { fallback: 'EUR', isValid: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value) } as Setting<string>,
  country: { fallback: '', isValid: (value) => typeof value === 'string' && /^([A-Z]{2})?$/.test(value) } as Setting<string>,
  /** A customer whom nobody contacted for longer counts as silent. */
  silentAfterDays: days(90),
  // What value and tiers are counted by (domain/value); percent as 0 to 100, money in minor units.
  marginPercent: number(DEFAULT_VALUE_RULES.marginPercent, 0, 100),
  retentionPercent: number(DEFAULT_VALUE_RULES.retentionPercent, 0, MOST_RETENTION),
  discountPercent: number(DEFAULT_VALUE_RULES.discountPercent, 0, 100),
  valueYears: number(DEFAULT_VALUE_RULES.years, 0, 50),
  attainableSharePercent: number(DEFAULT_VALUE_RULES.attainableSharePercent, 0, 100),
  hourlyCostMinor: number(DEFAULT_VALUE_RULES.hourlyCostMinor, 0, 100_000_000),
  mvcPercent: number(DEFAULT_TIER_RULES.mvcPercent, 1, 50),
  mgcPercent: number(DEFAULT_TIER_RULES.mgcPercent, 1, 50),
  mgcShareBelow: number(DEFAULT_TIER_RULES.mgcShareBelow, 1, 100),
  newDays: number(DEFAULT_TIER_RULES.newDays, 0, 365),
};
export type TeamSetting = keyof typeof TEAM_SETTINGS;
export type ValueOf<K extends TeamSetting> = (typeof TEAM_SETTINGS)[K] extends Setting<infer T> ? T : never;

/** Reads a stored setting; anything that does not fit counts as not set. */
export function readTeamSetting<K extends TeamSetting>(stored: Json | undefined, key: K): ValueOf<K> {
  const setting = TEAM_SETTINGS[key];
  return (stored !== undefined && setting.isValid(stored) ? stored : setting.fallback) as ValueOf<K>;
}
