/** What the owner has decided about value and tiers: settings of the team that are only loaded where value is counted. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { DEFAULT_TIER_RULES, DEFAULT_VALUE_RULES, MOST_RETENTION } from '../domain/value/value-rules';
import type { TierRules, ValueRules } from '../domain/value/value-rules';
import type { Result } from '../lib/result';
import type { WriteError } from '../replica/book';
import { useTeam } from './book-context';
import { readSetting, readTeamSetting } from './team-settings';
import type { Setting } from './team-settings';
import type { TeamStore } from './team-store';

const number = (fallback: number, least: number, most: number): Setting<number> => ({ fallback, isValid: (value) => typeof value === 'number' && value >= least && value <= most });

/** Percent as 0 to 100, money in minor units. */
const VALUE_SETTINGS = {
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
export type ValueSetting = keyof typeof VALUE_SETTINGS;

/** Margins of categories stand among the settings, each under its own id, so that two people may set two of them at once. */
export const MARGIN_PREFIX = 'margin/';

/** A shared setting of value and its setter; the setter resolves after it is stored. */
export function useValueSetting(key: ValueSetting): readonly [Accessor<number>, (value: number) => Promise<Result<void, WriteError>>] {
  const team = useTeam();
  return [() => read(team, key), (value) => team.set('settings', key, value)];
}

const read = (team: TeamStore, key: ValueSetting): number => readSetting(team.get('settings', key), VALUE_SETTINGS[key]);

/** As one record; a change of any of them reruns the readers. Needs an owner. */
export function createValueRules(team: TeamStore): Accessor<ValueRules> {
  const rules = createMemo((): ValueRules => ({
    currency: readTeamSetting(team.get('settings', 'currency'), 'currency'), marginPercent: read(team, 'marginPercent'), retentionPercent: read(team, 'retentionPercent'), discountPercent: read(team, 'discountPercent'),
    years: read(team, 'valueYears'), attainableSharePercent: read(team, 'attainableSharePercent'), hourlyCostMinor: read(team, 'hourlyCostMinor'), marginByCategory: marginsOf(team),
  }));
  return rules;
}

/** Needs an owner. */
export function createTierRules(team: TeamStore): Accessor<TierRules> {
  const rules = createMemo((): TierRules => ({ ...DEFAULT_TIER_RULES, mvcPercent: read(team, 'mvcPercent'), mgcPercent: read(team, 'mgcPercent'), mgcShareBelow: read(team, 'mgcShareBelow'), newDays: read(team, 'newDays') }));
  return rules;
}

function marginsOf(team: TeamStore): Record<string, number> {
  const margins: Record<string, number> = {};
  for (const [id, value] of Object.entries(team.all('settings'))) {
    if (id.startsWith(MARGIN_PREFIX) && typeof value === 'number' && value >= 0 && value <= 100) margins[id.slice(MARGIN_PREFIX.length)] = value;
  }
  return margins;
}
