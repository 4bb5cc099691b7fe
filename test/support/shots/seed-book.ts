/**
 * Fills the book of this origin with the real engine, for pictures of the app. The first customers are those of the invented
 * wine shop (as real ones: without the mark that sets sample data apart), the rest come from the workload of the benches.
 */
import type { CustomerFields, CustomerId } from '../../../src/domain/customer/fields';
import { rowFromDocument } from '../../../src/domain/customer/row';
import { sampleBook } from '../../../src/domain/sample/sample-book';
import type { SampleCustomer } from '../../../src/domain/sample/sample-book';
import type { Result } from '../../../src/lib/result';
import { createBook } from '../../../src/replica/book/create-book';
import { createCustomerState } from '../../../src/replica/documents/create-state';
import { createCodedStorage } from '../../../src/replica/storage/coded-storage';
import { identityCodec } from '../../../src/replica/storage/identity-codec';
import { openIndexedDbStorage } from '../../../src/replica/storage/indexeddb-storage';
import { aBenchCustomer } from '../../bench/workload';

/** As in src/app/dependencies.ts. */
const BOOK = 'regulars';
const ENTRIES_EACH = 10;
/** Whose profile is shown: a late promise, a family, a long history. */
const SHOWN = 'Ciarán';
/** From here on the whole wine shop is in the book. */
const WHOLE_SHOP = 60;

function value<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** @param today ISO day on which the history of the wine shop ends */
export async function seedBook(count: number, today: string): Promise<{ readonly shown: CustomerId | undefined }> {
  const storage = value(await openIndexedDbStorage({ name: BOOK }));
  const actor = { name: 'Nora', device: 'Tablet', now: () => Date.now() };
  const book = value(await createBook({ storage: createCodedStorage(storage, identityCodec), actor }));
  await book.whenReady();
  const people = sampleBook(today);
  const shop = (count < WHOLE_SHOP ? withRelatives(people) : people).slice(0, count);
  const customers = [
    ...shop.map(({ id, fields, entries, note }) => ({ id, fields: asReal(fields), entries, note })),
    ...Array.from({ length: Math.max(0, count - shop.length) }, (_, n) => aBenchCustomer(n + 20, ENTRIES_EACH)),
  ];
  value(await book.storePacked(customers.map(({ id, fields, entries, note }) => ({
    id, state: createCustomerState(id, fields, entries, note), row: rowFromDocument({ id, fields, entries: Object.values(entries), note }),
  })), { last: true }));
  const shown = customers.find(({ fields }) => fields['name/given'] === SHOWN)?.id;
  // Edited by people since, so that fields have a history.
  if (shown) {
    value(await book.perform({ label: 'edit', edits: [{ id: shown, fields: { jobTitle: 'Draughtsman', 'name/nickname': 'Kieran' } }] }));
    value(await book.perform({ label: 'edit', source: { kind: 'customer' }, edits: [{ id: shown, fields: { jobTitle: 'Architect' } }] }));
  }
  value(await book.team.set('settings', 'bookName', 'Quay Wines'));
  value(await book.team.set('settings', 'country', 'IE'));
  if (count > 0) value(await book.team.set('fieldDefinitions', 'grape', { id: 'grape', label: 'Favourite grape', type: 'text', order: 1 }));
  value(await book.team.set('settings', 'bookCreatedAt', new Date().toISOString()));
  value(await book.local.set('setting/personName', 'Nora'));
  // The published pictures show what is due.
  if (count === WHOLE_SHOP) value(await book.local.set('setting/customersSort', 'nextDue'));
  value(await book.flush());
  await book.close();
  return { shown };
}

/** The one who is shown, then those that one is related to: a link to somebody who is not in the book shows nothing. */
function withRelatives(people: readonly SampleCustomer[]): readonly SampleCustomer[] {
  const shown = people.find(({ fields }) => fields['name/given'] === SHOWN);
  const related = Object.values(shown?.fields ?? {}).map((value) => (value as { readonly customer?: CustomerId } | null)?.customer);
  return [...(shown ? [shown] : []), ...people.filter(({ id }) => related.includes(id))];
}

function asReal(fields: Readonly<Record<string, CustomerFields[string] | null>>): CustomerFields {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, CustomerFields[string]] => entry[0] !== 'sample' && entry[1] !== null));
}

Object.assign(globalThis, { seedBook });
