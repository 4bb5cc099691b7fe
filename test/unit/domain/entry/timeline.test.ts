import { describe, expect, it } from 'vitest';
import type { Entry, Interaction, Purchase } from '../../../../src/domain/entry/entry';
import { countByFilter, groupByYear, isLate, openCommitments, timelineOf, withCommitmentDone } from '../../../../src/domain/entry/timeline';

const talk = (id: string, at: string, over: Partial<Interaction> = {}): Interaction => ({ kind: 'interaction', id, at, by: 'Nora', channel: 'call', direction: 'in', summary: id, ...over });
const sale = (id: string, day: string, minor: number): Purchase => ({ kind: 'purchase', id, at: `${day}T00:00:00.000Z`, by: 'till', day, amount: { minor, currency: 'EUR' } });
const entries: Entry[] = [
  talk('old', '2024-05-01T10:00:00.000Z'), sale('receipt', '2025-06-01', 1_000), talk('newest', '2025-12-31T23:30:00.000Z', { promise: { text: 'Call', due: '2026-01-05' }, nextStep: { text: 'Think', doneAt: '2026-01-01' } }), sale('refund', '2025-07-01', -200),
  talk('visit', '2025-06-01T09:00:00.000Z', { channel: 'visit', promise: { text: 'Someday' } }),
  { kind: 'change', id: 'c', at: '2026-01-01T00:00:00.000Z', by: 'Nora', field: 'owner', before: null, after: 'Ben', source: { kind: 'staff' } },
];
const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);

describe('the timeline', () => {
  it('shows talks and purchases newest first and leaves changes out, in whatever order they came', () => {
    expect(ids(timelineOf(entries))).toEqual(['newest', 'refund', 'visit', 'receipt', 'old']);
    expect(timelineOf([...entries].reverse())).toEqual(timelineOf(entries));
    expect(ids(timelineOf([...entries, { kind: 'hologram', id: 'x', at: '2027-01-01', by: 'future' } as unknown as Entry]))).toHaveLength(5);
  });
  it('is filtered by kind, and counts what each filter would show', () => {
    expect([ids(timelineOf(entries, { filter: 'purchase' })), ids(timelineOf(entries, { filter: 'visit' })), ids(timelineOf(entries, { filter: 'promises' }))]).toEqual([['refund', 'receipt'], ['visit'], ['newest', 'visit']]);
    expect([...countByFilter(entries)]).toEqual([['all', 5], ['call', 2], ['purchase', 2], ['promises', 2], ['visit', 1]]);
  });
  it('is grouped by the shop’s year with what was bought in it', () => {
    expect(groupByYear(timelineOf(entries)).map(({ year, entries: list, bought }) => [year, list.length, bought[0]?.minor])).toEqual([['2025', 4, 800], ['2024', 1, undefined]]);
    expect(groupByYear(timelineOf(entries, { timeZone: 'Europe/Berlin' }), 'Europe/Berlin')[0]?.year).toBe('2026');
  });
  it('keeps what is still promised, the earliest first, until it is done', () => {
    const [first, second] = openCommitments(entries);
    expect([first?.commitment.text, second?.commitment.text, openCommitments(entries).length]).toEqual(['Call', 'Someday', 2]);
    const done = withCommitmentDone(first!.entry, 'promise', '2026-01-04T10:00:00.000Z');
    expect(openCommitments([done])).toEqual([]);
    expect(withCommitmentDone(done, 'promise', undefined)).toEqual(first!.entry);
    expect([isLate(first!.commitment, '2026-01-05'), isLate(first!.commitment, '2026-01-06'), isLate(second!.commitment, '2026-01-06')]).toEqual([false, true, false]);
  });
});
