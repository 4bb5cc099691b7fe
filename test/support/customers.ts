/** Builders of believable customers and their histories. No assertions. */
import type { CustomerFields, FieldEdits } from '../../src/domain/customer/fields';
import type { Interaction, Purchase } from '../../src/domain/entry/entry';
import type { Actor, CustomerEdits } from '../../src/replica/book';

/** Fields of Maria Byrne, changed as told; null leaves one out. */
export function aCustomer(changes: FieldEdits = {}): CustomerFields {
  const fields: Record<string, FieldEdits[string]> = {
    'name/given': 'Maria', 'name/family': 'Byrne', organization: 'Byrne Interiors', status: 'active', owner: 'Anna',
    'email/e1': { value: 'maria@byrne.example', type: 'work' }, 'phone/p1': { raw: '021 427 1234', e164: '+353214271234' },
    'address/a1': { street: '4 Quay Street', locality: 'Cork', postalCode: 'T12 X8P', country: 'IE' },
    'date/birth': { kind: 'birth', date: '1979-03-14' }, 'tag/regular': true, ...changes,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** The n-th of many: names, e-mails and phones all differ. */
export function customerNumber(n: number, changes: FieldEdits = {}): CustomerFields {
  return aCustomer({
    'name/given': `Given${n}`, 'name/family': `Family${n % 997}`, customerNumber: `C-${n}`,
    'email/e1': { value: `customer${n}@example.com` }, 'phone/p1': { raw: `021 ${100000 + n}`, e164: `+35321${100000 + n}` }, ...changes,
  });
}

export function aCall(changes: Partial<Interaction> = {}): Interaction {
  return { id: 'int_1', kind: 'interaction', at: '2026-03-02T10:00:00.000Z', by: 'Anna', channel: 'call', direction: 'out', summary: 'Asked about the spring curtains', ...changes };
}

export function aPurchase(changes: Partial<Purchase> = {}): Purchase {
  return { id: 'pur_1', kind: 'purchase', at: '2026-03-01T12:00:00.000Z', day: '2026-03-01', by: 'till', amount: { minor: 12_500, currency: 'EUR' }, receipt: 'R-1', ...changes };
}

/** Edits that create a customer with id `id`. */
export function creating(id: string, changes: FieldEdits = {}): CustomerEdits {
  return { id, fields: aCustomer(changes) };
}

/** An author whose clock starts at noon on 5 May 2026 and moves a millisecond per look; `advance` moves it more. */
export function anActor(name = 'Anna', device = `${name}'s iPad`): Actor & { advance(ms: number): void } {
  let now = Date.UTC(2026, 4, 5, 12);
  return { name, device, now: () => (now += 1), advance: (ms) => void (now += ms) };
}

/** A repeatable source of numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
