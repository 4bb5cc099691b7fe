import { describe, expect, it } from 'vitest';
import { draftFromInteraction, interactionFromDraft, localDateTime, newDraft } from '../../../../src/features/profile/timeline/interaction-draft';
import type { Interaction } from '../../../../src/domain/entry/entry';

const NOW = new Date(2026, 9, 16, 14, 5).getTime();
const anna = { name: 'Anna', device: 'Till tablet', now: () => NOW };

describe('a logged contact', () => {
  it('needs nothing but a channel', () => {
    const entry = interactionFromDraft(newDraft('call', NOW), anna);
    expect(entry).toMatchObject({ kind: 'interaction', channel: 'call', direction: 'out', by: 'Anna', device: 'Till tablet', at: new Date(NOW).toISOString(), summary: '' });
    expect(entry).not.toHaveProperty('promise');
    expect(entry).not.toHaveProperty('minutes');
  });

  it('takes a visit for one that the customer began', () => {
    expect(newDraft('visit', NOW).direction).toBe('in');
  });

  it('keeps id, author and unknown parts when it is changed later', () => {
    const old = { id: 'e1', kind: 'interaction', at: '2026-01-02T10:00:00.000Z', by: 'Ben', channel: 'call', direction: 'in', summary: 'old', answers: ['yes'] } as unknown as Interaction;
    const changed = interactionFromDraft({ ...draftFromInteraction(old), summary: ' new ' }, anna, old);
    expect(changed).toMatchObject({ id: 'e1', by: 'Ben', summary: 'new', answers: ['yes'], editedAt: new Date(NOW).toISOString() });
  });

  it('keeps a promise kept while its words stay, and opens it again when they change', () => {
    const old: Interaction = { id: 'e1', kind: 'interaction', at: '2026-01-02T10:00:00.000Z', by: 'Ben', channel: 'call', direction: 'in', summary: '', promise: { text: 'Two bottles', due: '2026-01-05', doneAt: '2026-01-04T09:00:00.000Z' } };
    expect(interactionFromDraft(draftFromInteraction(old), anna, old)?.promise?.doneAt).toBe('2026-01-04T09:00:00.000Z');
    expect(interactionFromDraft({ ...draftFromInteraction(old), promise: 'Three bottles' }, anna, old)?.promise).toEqual({ text: 'Three bottles', due: '2026-01-05' });
    expect(interactionFromDraft({ ...draftFromInteraction(old), promise: ' ' }, anna, old)).not.toHaveProperty('promise');
  });

  it('is not stored without a time', () => {
    expect(interactionFromDraft({ ...newDraft('call', NOW), when: '' }, anna)).toBeUndefined();
  });

  it('shows the wall time of this device', () => {
    expect(localDateTime(NOW)).toBe('2026-10-16T14:05');
  });
});
