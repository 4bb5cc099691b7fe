/**
 * Each customer's tier as all devices see it: somebody's override while it holds, else the month's snapshot, else what a fact alone
 * says. Facts that are newer than the snapshot count at once: who bought for the first time is no longer a prospect.
 */
import { createMemo, createRoot } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { CustomerId } from '../domain/customer/fields';
import type { CustomerRow } from '../domain/customer/row';
import { isInForce } from '../domain/value/tier';
import type { Tier, TierOverride } from '../domain/value/tier';
import { isRated, tierAtFirst } from '../domain/value/tier-rules';
import type { TierState } from '../domain/value/tier-rules';
import { parseSnapshot } from '../domain/value/tier-snapshot';
import type { TierSnapshot } from '../domain/value/tier-snapshot';
import type { TierRules, ValueRules } from '../domain/value/value-rules';
import { useTeam } from './book-context';
import type { TeamStore } from './team-store';
import { createTierRules, createValueRules } from './value-rules';

/** Id in the team's collection 'tiers'. */
export const CURRENT_SNAPSHOT = 'current';

export interface KnownTier {
  readonly tier: Tier;
  readonly override?: TierOverride | undefined;
  /** What the rule says, beside an override too; undefined where the rule has not said anything yet. */
  readonly ruled?: Tier | undefined;
  /** What the next evaluation will make of it, if it says so again. */
  readonly pending?: Tier | undefined;
}

export interface Tiers {
  readonly valueRules: Accessor<ValueRules>;
  readonly tierRules: Accessor<TierRules>;
  /** Tracked; undefined until some device has evaluated. */
  readonly snapshot: Accessor<TierSnapshot | undefined>;
  /** Tracked: a function for one state of the rules and the snapshot, fast enough for a whole book. */
  readonly lookup: Accessor<(row: CustomerRow, today: string) => KnownTier | undefined>;
}

const made = new WeakMap<TeamStore, Tiers>();

/** One for all screens of a book, made when the first asks: what it needs is not loaded before. */
export function useTiers(): Tiers {
  const team = useTeam();
  const known = made.get(team) ?? createRoot(() => createTiers(team));
  made.set(team, known);
  return known;
}

/** Needs an owner. */
function createTiers(team: TeamStore): Tiers {
  const valueRules = createValueRules(team);
  const tierRules = createTierRules(team);
  const snapshot = createMemo(() => parseSnapshot(team.get('tiers', CURRENT_SNAPSHOT)));
  const lookup = createMemo(() => {
    const current = snapshot();
    const rules = tierRules();
    const known = new Map<CustomerId, TierState | undefined>();
    const stateOf = (id: CustomerId): TierState | undefined => {
      if (!known.has(id)) known.set(id, current?.stateOf(id));
      return known.get(id);
    };
    return (row: CustomerRow, today: string) => tierOf(row, stateOf(row.id), rules, today);
  });
  return { valueRules, tierRules, snapshot, lookup };
}

function tierOf(row: CustomerRow, state: TierState | undefined, rules: TierRules, today: string): KnownTier | undefined {
  if (!isRated(row)) return undefined;
  const first = tierAtFirst(row, rules, today);
  const ruled = state && !(state.tier === 'prospect' && first !== 'prospect') ? state.tier : first;
  const pending = ruled === state?.tier ? state?.pending : undefined;
  if (isInForce(row.tierOverride, today)) return { tier: row.tierOverride.tier, override: row.tierOverride, ruled, pending };
  return ruled && { tier: ruled, ruled, pending };
}
