/** What the owner has decided about value and tiers, as one record each; a change of any setting reruns the readers. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { DEFAULT_TIER_RULES } from '../domain/value/tier-rules';
import type { TierRules } from '../domain/value/tier-rules';
import type { ValueRules } from '../domain/value/value-rules';
import { readTeamSetting } from './team-settings';
import type { TeamSetting } from './team-settings';
import type { TeamStore } from './team-store';

/** Margins of categories stand among the settings, each under its own id, so that two people may set two of them at once. */
export const MARGIN_PREFIX = 'margin/';

/** Needs an owner. */
export function createValueRules(team: TeamStore): Accessor<ValueRules> {
  const read = <K extends TeamSetting>(key: K) => readTeamSetting(team.get('settings', key), key);
  const rules = createMemo((): ValueRules => ({
    currency: read('currency'), marginPercent: read('marginPercent'), retentionPercent: read('retentionPercent'), discountPercent: read('discountPercent'), years: read('valueYears'),
    attainableSharePercent: read('attainableSharePercent'), hourlyCostMinor: read('hourlyCostMinor'), marginByCategory: marginsOf(team),
  }));
  return rules;
}

/** Needs an owner. */
export function createTierRules(team: TeamStore): Accessor<TierRules> {
  const read = <K extends TeamSetting>(key: K) => readTeamSetting(team.get('settings', key), key);
  const rules = createMemo((): TierRules => ({ ...DEFAULT_TIER_RULES, mvcPercent: read('mvcPercent'), mgcPercent: read('mgcPercent'), mgcShareBelow: read('mgcShareBelow'), newDays: read('newDays') }));
  return rules;
}

function marginsOf(team: TeamStore): Record<string, number> {
  const margins: Record<string, number> = {};
  for (const [id, value] of Object.entries(team.all('settings'))) {
    if (id.startsWith(MARGIN_PREFIX) && typeof value === 'number' && value >= 0 && value <= 100) margins[id.slice(MARGIN_PREFIX.length)] = value;
  }
  return margins;
}
