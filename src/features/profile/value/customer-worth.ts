/** The open customer's value and tier, recomputed as the row changes, the day turns or the rules are edited. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { CustomerRow } from '../../../domain/customer/row';
import { customerValue } from '../../../domain/value/customer-value';
import type { CustomerValue } from '../../../domain/value/customer-value';
import { RFM_THRESHOLDS, rfmScore } from '../../../domain/value/rfm';
import type { RfmEdges, RfmScore } from '../../../domain/value/rfm';
import { peersFor } from '../../../domain/value/tier-rules';
import type { ValueRules } from '../../../domain/value/value-rules';
import { useActor, useRow } from '../../../state/book-context';
import { useTiers } from '../../../state/tiers';
import type { KnownTier } from '../../../state/tiers';
import { createToday } from '../../../state/today';
import { useProfile } from '../profile-context';

export interface CustomerWorth {
  readonly today: Accessor<string>;
  readonly rules: Accessor<ValueRules>;
  readonly row: Accessor<CustomerRow | undefined>;
  /** undefined until the row is there. */
  readonly value: Accessor<CustomerValue | undefined>;
  readonly tier: Accessor<KnownTier | undefined>;
  /** Day of the snapshot that the tier comes from. */
  readonly evaluatedOn: Accessor<string | undefined>;
  readonly rfm: Accessor<{ readonly score: RfmScore; readonly kind: RfmEdges['kind'] } | undefined>;
}

/** Needs an owner inside a profile. */
export function createCustomerWorth(): CustomerWorth {
  const profile = useProfile();
  const actor = useActor();
  const tiers = useTiers();
  const row = useRow(() => profile.store.id());
  const today = createToday(() => actor.now());
  const value = createMemo(() => {
    const source = row(), rules = tiers.valueRules(), snapshot = tiers.snapshot();
    const peers = source && snapshot?.currency === rules.currency ? peersFor(source, snapshot.peers) : undefined;
    return source && customerValue(source, rules, today(), peers);
  });
  const tier = createMemo(() => { const source = row(); return source && tiers.lookup()(source, today()); });
  const rfm = createMemo(() => {
    const { daysSincePurchase, purchaseDays24 = 0, contribution24 = 0 } = value() ?? {};
    if (daysSincePurchase === undefined) return undefined;
    const edges: RfmEdges = tiers.snapshot()?.rfm ?? { ...RFM_THRESHOLDS, kind: 'thresholds' };
    return { score: rfmScore({ recency: daysSincePurchase, frequency: purchaseDays24, monetary: contribution24 }, edges), kind: edges.kind };
  });
  return { today, rules: tiers.valueRules, row, value, tier, rfm, evaluatedOn: () => tiers.snapshot()?.day };
}
