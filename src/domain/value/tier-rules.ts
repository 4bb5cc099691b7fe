/**
 * Who is in which tier (SPEC D5). Percentiles need the whole book, so one device evaluates once a month and all share its result
 * (tier-snapshot.ts). A customer changes tier when clearly past a line, or just past it twice in a row: nobody flickers.
 *
 *   never bought -> Prospect · first 90 days -> New · below zero for two years with nothing to win -> BZ
 *   top 20 % by actual value -> MVC · of the rest, top 20 % by unrealized value with a share below 50 % -> MGC
 *   share or needs unknown, or bought lately but rarely -> Migrator · everybody else -> Steady
 */
import type { CustomerId } from '../customer/fields';
import type { CustomerRow } from '../customer/row';
import type { IsoDay } from '../values/day';
import { daysBetween } from '../values/day';
import { customerValue } from './customer-value';
import type { CustomerValue, Peers } from './customer-value';
import type { RfmEdges, RfmScore } from './rfm';
import { rfmEdges, rfmScore } from './rfm';
import type { Tier } from './tier';
import type { TierRules, ValueRules } from './value-rules';

/** What an evaluation needs of a row. */
export type TierSource = Pick<CustomerRow, 'id' | 'kind' | 'bought' | 'contacts' | 'wallet' | 'needs'>;

/** Whether a customer takes part: those in the trash, gone for good or dead do not. */
export const isRated = ({ trashedAt, status }: Pick<CustomerRow, 'trashedAt' | 'status'>): boolean => !trashedAt && status !== 'deceased' && status !== 'lost';

/** `pending`: the rule says so, for the first time and not clearly. */
export interface TierState { readonly tier: Tier; readonly pending?: Tier | undefined }
/** Values at the lines, minor units; undefined where nobody stands on one side. */
export interface TierLines { readonly mvc: number | undefined; readonly mgc: number | undefined }

/** `first`: see tierAtFirst. */
export interface RatedCustomer { readonly id: CustomerId; readonly first: Tier | undefined; readonly value: CustomerValue; readonly rfm: RfmScore | undefined; readonly needs: readonly string[] }

export interface Evaluation {
  readonly customers: readonly RatedCustomer[];
  /** By the rule as it stands, before anybody is held where they were; none below the minimum but New and Prospect. */
  readonly ruled: ReadonlyMap<CustomerId, Tier>;
  readonly states: ReadonlyMap<CustomerId, TierState>;
  readonly lines: TierLines;
  readonly peers: PeerValues;
  readonly rfm: RfmEdges;
  /** Whether there were enough customers for percentages. */
  readonly hasLines: boolean;
}

export function evaluateTiers(sources: readonly TierSource[], valueRules: ValueRules, rules: TierRules, today: IsoDay, previous: (id: CustomerId) => TierState | undefined): Evaluation {
  const bare = sources.map((source) => customerValue(source, valueRules, today));
  const peers = peerValues(sources, bare);
  const valued = sources.map((source, i) => (bare[i]!.potential ? bare[i]! : withPeers(bare[i]!, peersFor(source, peers))));
  const edges = rfmOf(valued);
  const customers = sources.map((source, i): RatedCustomer => ({
    id: source.id, first: tierAtFirst(source, rules, today), value: valued[i]!, needs: source.needs ?? [], rfm: scoreOf(valued[i]!, edges),
  }));
  const lines = linesOf(customers, rules);
  const hasLines = customers.filter(({ value }) => value.actual !== undefined).length >= rules.minimumCustomers;
  const ruled = new Map<CustomerId, Tier>(), states = new Map<CustomerId, TierState>();
  for (const customer of customers) {
    const tier = ruledTier(customer, lines, rules);
    if (!hasLines && tier !== 'new' && tier !== 'prospect') continue;
    ruled.set(customer.id, tier);
    states.set(customer.id, settled(customer, tier, previous(customer.id), lines, rules));
  }
  return { customers, ruled, states, lines, peers, rfm: edges, hasLines };
}

/** What a fact alone says, whichever the currency: nothing bought yet, or the first time lately; undefined where only an evaluation can tell. */
export function tierAtFirst({ bought }: Pick<CustomerRow, 'bought'>, rules: Pick<TierRules, 'newDays'>, today: IsoDay): Tier | undefined {
  if (!bought || bought.first > today) return 'prospect';
  return daysBetween(bought.first, today) < rules.newDays ? 'new' : undefined;
}

function ruledTier({ first, value, needs, rfm }: RatedCustomer, lines: TierLines, rules: TierRules): Tier {
  if (first) return first;
  const { actual, potential, unrealized, share, contribution24 } = value;
  if (actual !== undefined && actual < 0 && contribution24 < 0 && potential !== undefined && potential.minor <= 0) return 'bz';
  if (actual !== undefined && lines.mvc !== undefined && actual >= lines.mvc) return 'mvc';
  if (unrealized !== undefined && lines.mgc !== undefined && unrealized >= lines.mgc && share && share.percent < rules.mgcShareBelow) return 'mgc';
  return isUnknown(value, needs) || (rfm && rfm.r >= 4 && rfm.f <= 2) ? 'migrator' : 'steady';
}

const isUnknown = ({ share }: CustomerValue, needs: readonly string[]): boolean => share === undefined || needs.length === 0;

function linesOf(customers: readonly RatedCustomer[], rules: TierRules): TierLines {
  const established = customers.filter(({ first }) => first === undefined);
  const actuals = established.flatMap(({ value }) => value.actual ?? []);
  const mvc = topLine(actuals, rules.mvcPercent);
  const rest = established.filter(({ value }) => !(mvc !== undefined && (value.actual ?? -1) >= mvc));
  return { mvc, mgc: topLine(rest.flatMap(({ value }) => value.unrealized ?? []), rules.mgcPercent) };
}

/** The least of the top `percent`; only what is above zero can be at the top. */
function topLine(values: readonly number[], percent: number): number | undefined {
  if (values.length === 0 || percent <= 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const line = sorted[sorted.length - Math.max(1, Math.round((sorted.length * percent) / 100))];
  const least = sorted.find((value) => value > 0);
  return least === undefined || line === undefined ? undefined : Math.max(line, least);
}

/** SPEC D5: two evaluations in a row, or clearly past the line; what is a fact and no line counts at once. */
function settled(customer: RatedCustomer, ruled: Tier, before: TierState | undefined, lines: TierLines, rules: TierRules): TierState {
  if (!before || before.tier === ruled) return { tier: ruled };
  if (before.pending === ruled || isClear(customer, before.tier, ruled, lines, rules)) return { tier: ruled };
  return { tier: before.tier, pending: ruled };
}

function isClear({ value, needs }: RatedCustomer, from: Tier, to: Tier, lines: TierLines, { clearPercent, mgcShareBelow }: TierRules): boolean {
  const pair = [from, to];
  const beyond = (amount: number | undefined, line: number | undefined, isUp: boolean): boolean =>
    line === undefined || amount === undefined || (isUp ? amount >= line * (1 + clearPercent / 100) : amount <= line * (1 - clearPercent / 100));
  if (pair.includes('new') || pair.includes('prospect')) return true;
  if (pair.includes('bz')) return false;
  if (pair.includes('mvc')) return beyond(value.actual, lines.mvc, to === 'mvc');
  if (pair.includes('mgc')) {
    const byShare = beyond(value.share?.percent, mgcShareBelow, to !== 'mgc');
    const byMoney = beyond(value.unrealized, lines.mgc, to === 'mgc');
    return to === 'mgc' ? byShare && byMoney : byShare || byMoney;
  }
  // Between Migrator and Steady: what is known is a fact; how often somebody buys may change again.
  return to === 'migrator' ? isUnknown(value, needs) : !isUnknown(value, needs);
}

function rfmOf(values: readonly CustomerValue[]): RfmEdges {
  const facts = values.flatMap((value) => factsOf(value) ?? []);
  return rfmEdges(facts, values.reduce((most, { daysAsCustomer = 0 }) => Math.max(most, daysAsCustomer), 0));
}
const factsOf = ({ daysSincePurchase, purchaseDays24, contribution24 }: CustomerValue) =>
  daysSincePurchase === undefined ? undefined : { recency: daysSincePurchase, frequency: purchaseDays24, monetary: contribution24 };
function scoreOf(value: CustomerValue, edges: RfmEdges): RfmScore | undefined {
  const facts = factsOf(value);
  return facts && rfmScore(facts, edges);
}

/** 80th percentiles of actual value, by needs group, by kind and of everybody; groups below the minimum are left out. */
export interface PeerValues { readonly all: Peers | undefined; readonly byNeed: Readonly<Record<string, Peers>>; readonly byKind: Readonly<Record<string, Peers>> }

/** SPEC D4. */
const PEER_MINIMUM = 20;
export const PEER_PERCENT = 80;

function peerValues(sources: readonly TierSource[], values: readonly CustomerValue[]): PeerValues {
  const all: number[] = [], byNeed: Record<string, number[]> = {}, byKind: Record<string, number[]> = {};
  sources.forEach(({ kind, needs }, i) => {
    const actual = values[i]!.actual;
    if (actual === undefined) return;
    all.push(actual);
    (byKind[kind ?? 'person'] ??= []).push(actual);
    if (needs?.[0]) (byNeed[needs[0]] ??= []).push(actual);
  });
  const of = (groups: Record<string, number[]>, what: 'need' | 'kind'): Record<string, Peers> => Object.fromEntries(Object.entries(groups)
    .filter(([, actuals]) => actuals.length >= PEER_MINIMUM)
    .map(([group, actuals]) => [group, { minor: percentile(actuals), count: actuals.length, of: what, ...(what === 'need' ? { need: group } : {}) }]));
  return { all: all.length > 0 ? { minor: percentile(all), count: all.length, of: 'all' } : undefined, byNeed: of(byNeed, 'need'), byKind: of(byKind, 'kind') };
}

/** The nearest rank (Hyndman and Fan 1996, definition 1). */
function percentile(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil((PEER_PERCENT * sorted.length) / 100) - 1]!;
}

/** Those of the same first need, else of the same kind, else everybody. */
export function peersFor({ kind, needs }: Pick<TierSource, 'kind' | 'needs'>, { all, byNeed, byKind }: PeerValues): Peers | undefined {
  return (needs?.[0] === undefined ? undefined : byNeed[needs[0]]) ?? byKind[kind ?? 'person'] ?? all;
}

/** A value whose potential is estimated from peers, where there are any. */
export function withPeers(value: CustomerValue, peers: Peers | undefined): CustomerValue {
  if (!peers) return value;
  return { ...value, potential: { minor: peers.minor, from: 'peers', peers }, unrealized: value.actual === undefined ? undefined : Math.max(0, peers.minor - value.actual) };
}
