/** Three replicas of one customer, edited apart and joined in every order, end equal; failed seeds print what was done. */
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { createCustomerState } from '../../src/replica/documents/create-state';
import { encodeState, loadDocument, readEntries, readFields, readNote } from '../../src/replica/documents/customer-document';
import { applyEdits } from '../../src/replica/documents/edit-document';
import { projectRow } from '../../src/replica/projection/project-row';
import { must } from '../support/books';
import { aCall, aCustomer, anActor, seededRandom } from '../support/customers';

const FIELDS = ['owner', 'status', 'name/given', 'tag/vip', 'email/e1', 'email/e2', 'phone/p2'];

test.each([1, 2, 3, 4, 5, 6, 7, 8])('three replicas that edit apart and exchange in random order end equal (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const pick = (n: number): number => Math.floor(random() * n);
  const first = createCustomerState('cus_1', aCustomer(), { int_0: aCall({ id: 'int_0' }) }, 'Likes linen');
  const second = createCustomerState('cus_1', aCustomer({ 'email/e3': { value: 'from another import' } }));
  const actors = ['Anna', 'Ben', 'Cleo'].map((name) => anActor(name));
  const docs = actors.map((_actor, i) => must(loadDocument('cus_1', i === 1 ? second : first)));
  const inFlight: Uint8Array[][] = docs.map((_doc, i) => [i === 1 ? first : second]);
  const done: string[] = [];
  docs.forEach((doc, i) => doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'remote') inFlight.forEach((queue, to) => to !== i && queue.push(update));
  }));

  for (let step = 0; step < 200; step++) {
    const i = pick(3), doc = docs[i]!;
    switch (pick(5)) {
      case 0:
      case 1: {
        const key = FIELDS[pick(FIELDS.length)]!;
        const value = random() < 0.3 ? null : key.includes('/e') ? { value: `${step}@example.com` } : key.startsWith('phone') ? { raw: `${step}` } : key.startsWith('tag') ? true : `v${step}`;
        must(applyEdits(doc, { id: 'cus_1', fields: { [key]: value } }, { actor: actors[i]! }));
        done.push(`${i}: ${key} = ${JSON.stringify(value)}`);
        break;
      }
      case 2: {
        const id = `int_${pick(6)}`;
        must(applyEdits(doc, { id: 'cus_1', entries: { [id]: random() < 0.3 ? null : aCall({ id, summary: `${step}` }) } }, { actor: actors[i]! }));
        done.push(`${i}: entry ${id}`);
        break;
      }
      case 3: {
        const note = doc.getText('note');
        doc.transact(() => (random() < 0.6 || note.length < 3 ? note.insert(pick(note.length + 1), `${step} `) : note.delete(pick(note.length - 2), 2)), 'user');
        done.push(`${i}: note`);
        break;
      }
      default: {
        const queue = inFlight[i]!;
        if (queue.length === 0) break;
        const at = pick(queue.length); // Out of order, and some twice.
        Y.applyUpdate(doc, queue[at]!, 'remote');
        if (random() < 0.9) queue.splice(at, 1);
        done.push(`${i}: receives`);
      }
    }
  }
  docs.forEach((doc, i) => inFlight[i]!.reverse().forEach((update) => Y.applyUpdate(doc, update, 'remote')));
  const [one, ...others] = docs.map((doc) => ({ fields: Object.entries(readFields(doc)), entries: readEntries(doc), note: readNote(doc), row: projectRow('cus_1', doc), state: Buffer.from(Y.encodeStateVector(doc)).toString('hex') }));
  for (const other of others) expect(other, done.join('\n')).toEqual(one);
  const restarted = must(loadDocument('cus_1', encodeState(docs[2]!)));
  expect(Object.entries(readFields(restarted))).toEqual(one!.fields);
});
