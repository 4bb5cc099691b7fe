/** The saver alone: one defect or one damaged change must never end saving. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ok } from '../../../../src/lib/result';
import { createOutbox } from '../../../../src/replica/book/outbox';
import { createSaver } from '../../../../src/replica/book/saver';
import { browserScheduler } from '../../../../src/replica/book/scheduler';

const updateOf = (text: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.getMap('fields').set('owner', text);
  return Y.encodeStateAsUpdate(doc);
};
const DAMAGED = new Uint8Array([7, 255, 255, 255, 255]);

test('a defect while a refusal is handled shows as a failure, and the next note is saved', async () => {
  const outbox = createOutbox();
  let commits = 0, refusals = 0;
  const saver = createSaver({
    outbox, scheduler: browserScheduler,
    commit: async ({ writes }) => (++commits === 1 ? ok([{ id: writes[0]!.id, reason: 'corrupt' as const }]) : ok([])),
    onRefused: () => { refusals += 1; throw new Error('a defect'); },
  });
  outbox.add('cus_a', updateOf('Anna'));
  expect(await saver.save()).toEqual({ ok: false, error: { kind: 'unknown', detail: 'a defect' } });
  expect([saver.state().kind, refusals, outbox.size]).toEqual(['failed', 1, 1]);
  outbox.add('cus_b', updateOf('Ben'));
  expect((await saver.save()).ok).toBe(true);
  expect([saver.state().kind, outbox.size]).toEqual(['saved', 0]);
  saver.stop();
});

test('one damaged change holds back neither other customers nor the sound changes of the same one, and is kept for rescue', async () => {
  const outbox = createOutbox();
  const written = new Map<string, Uint8Array>();
  const saver = createSaver({
    outbox, scheduler: browserScheduler, onRefused: () => 'keep',
    commit: async ({ writes }) => { for (const { id, update } of writes) written.set(id, update); return ok([]); },
  });
  outbox.add('cus_a', DAMAGED);
  outbox.add('cus_a', updateOf('Anna'));
  outbox.add('cus_b', updateOf('Ben'));
  await saver.save();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, written.get('cus_a')!);
  expect(doc.getMap('fields').get('owner')).toBe('Anna');
  expect(written.has('cus_b')).toBe(true);
  expect(saver.state()).toMatchObject({ kind: 'failed', unsaved: 1 });
  expect([...outbox.all()]).toEqual([['cus_a', [DAMAGED]]]);
  saver.stop();
});
