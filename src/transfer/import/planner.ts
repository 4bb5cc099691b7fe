/**
 * The plan of an import, batch by batch, in memory that does not grow with the file: who each row means, what it creates
 * or changes, what is rejected and why. Pure but for `read`, which fetches the documents that a batch touches. The dry run
 * and the import are the same walk; only what is done with the plans differs.
 *
 *   records -> match (index of rows) -> group by customer -> read documents -> merge -> plans + counts
 */
import { displayNameOf } from '../../domain/customer/customer';
import type { CustomerId, FieldKey } from '../../domain/customer/fields';
import type { Entry, EntryId } from '../../domain/entry/entry';
import { shortHash } from '../../lib/ids';
import type { Json } from '../../lib/json';
import type { IssueCode } from '../contact-record';
import { derivedCustomerId } from './derived-ids';
import { findSpareId } from './spare-ids';
import { type MatchIndex, type Match } from './match';
import { mergeNote, mergeRecord } from './merge-record';
import { PurchasePlanner } from './plan-purchases';
import type { CustomerPlan, ImportCounts, ImportRecord, PlanSettings, PossibleDuplicate, StoredCustomer } from './plan-types';
import { factKey, importFacts, type ImportFact } from './provenance';
import { keysOfFields, OWN_ID, type MatchKeys } from './record-keys';
import { RowReport } from './row-report';

export type ReadCustomers = (ids: readonly CustomerId[]) => Promise<ReadonlyMap<CustomerId, StoredCustomer>>;
type Outcome = 'possibleDuplicate' | 'new' | 'updated' | 'unchanged';
interface Group { readonly id: CustomerId; readonly isNew: boolean; readonly records: ImportRecord[]; readonly notSame: CustomerId[] }

export class ImportPlanner {
  readonly report = new RowReport();
  readonly duplicates: PossibleDuplicate[] = [];
  private readonly outcomes = new Map<CustomerId, Outcome>();
  private readonly purchases: PurchasePlanner;
  private readonly sums = new Map<string, number>();
  private readonly tally = { rows: 0, fieldsFilled: 0, fieldsOverwritten: 0, fieldsKept: 0, purchasesAdded: 0, purchasesChanged: 0, purchasesUnchanged: 0 };

  /** Of customers who could not have their first id: that first one, under which their purchases are counted. */
  private readonly firstIds = new Map<CustomerId, CustomerId>();

  /** `createdHere`: customers made by this run so far; several files of one run share it. A rehearsal may have let go of what it made. */
  constructor(private readonly index: MatchIndex, private readonly settings: PlanSettings, private readonly createdHere = new Set<CustomerId>(), private readonly isRehearsal = false) {
    this.purchases = new PurchasePlanner(settings);
  }

  async planBatch(records: readonly ImportRecord[], read: ReadCustomers): Promise<readonly CustomerPlan[]> {
    const createdBefore = new Set(this.createdHere);
    const groups = new Map<CustomerId, Group>();
    for (const record of records) this.assign(record, groups);
    const known = [...groups.values()].filter(({ isNew }) => !isNew).map(({ id }) => id);
    const stored = known.length > 0 ? new Map(await read(known)) : new Map<CustomerId, StoredCustomer>();
    await this.followMerges(groups, stored, read);
    const plans: CustomerPlan[] = [];
    for (const group of groups.values()) {
      const current = stored.get(group.id);
      if (current) this.update(group, current, plans);
      else if (group.isNew) this.create(group, false, plans);
      else if (this.isRehearsal && createdBefore.has(group.id)) this.create(group, true, plans);
      // Its row is there, its document is not: damaged, and kept aside. Nothing may be written over it.
      else for (const record of group.records) this.report.add({ ...record, issues: [] }, 'unreadable');
    }
    return plans;
  }

  /** A customer of this run was stored under another id than planned; later rows and files must find it there. Between batches only. */
  move(from: CustomerId, to: CustomerId): void {
    this.index.move(from, to);
    this.firstIds.set(to, this.firstIds.get(from) ?? from);
    if (this.createdHere.delete(from)) this.createdHere.add(to);
    const outcome = this.outcomes.get(from);
    if (outcome !== undefined) {
      this.outcomes.delete(from);
      this.outcomes.set(to, outcome);
    }
    for (const [i, duplicate] of this.duplicates.entries()) {
      if (duplicate.id === from || duplicate.otherId === from) this.duplicates[i] = { ...duplicate, id: duplicate.id === from ? to : duplicate.id, otherId: duplicate.otherId === from ? to : duplicate.otherId };
    }
  }

  /** A new customer could not be stored: it counts as rejected, with the purchases planned for it. */
  withdraw(plan: CustomerPlan): void {
    this.outcomes.delete(plan.id);
    this.createdHere.delete(plan.id);
    for (const entry of Object.values(plan.entries)) {
      if (entry.kind !== 'purchase') continue;
      this.tally.purchasesAdded -= 1;
      this.sums.set(entry.amount.currency, (this.sums.get(entry.amount.currency) ?? 0) - entry.amount.minor);
    }
    this.report.add({ row: plan.row, fields: {}, issues: [] }, 'unreadable');
  }

  counts(): ImportCounts {
    const of = (outcome: Outcome): number => { let n = 0; for (const each of this.outcomes.values()) if (each === outcome) n += 1; return n; };
    return {
      ...this.tally, new: of('new'), updated: of('updated'), unchanged: of('unchanged'), possibleDuplicates: of('possibleDuplicate'), rejected: this.report.rejected,
      added: [...this.sums].map(([currency, minor]) => ({ currency, minor })),
    };
  }

  private assign(given: ImportRecord, groups: Map<CustomerId, Group>): void {
    this.tally.rows += 1;
    if (given.rejected) return this.report.add(given, given.rejected);
    const record = this.withOwnId(given);
    const keys = keysOfFields(record.fields);
    const match = this.index.find(keys, this.settings.order);
    const decision = this.settings.decisions.get(record.row);
    let id = match.id ?? (match.alike && decision === 'same' ? match.alike.id : undefined);
    let isNew = false;
    if (id === undefined) {
      ({ id, isNew } = this.derive(record, keys, match));
      if (isNew && record.purchase && !this.settings.createMissing) return this.report.add(record, 'no-match');
    }
    if (isNew) {
      this.index.add(id, keys);
      this.createdHere.add(id);
      if (match.alike && decision !== 'different') this.hint(record, id, match.alike);
      else this.outcomes.set(id, 'new');
    } else this.index.learn(id, keys);
    const group = groups.get(id) ?? { id, isNew, records: [], notSame: [] };
    groups.set(id, group);
    group.records.push(record);
    if (isNew && match.alike && decision === 'different') group.notSame.push(match.alike.id);
    this.report.add(record);
  }

  /** A card that left this book, perhaps to a phone and back, has the customer's id as its UID: it means that customer, and is no other program's number. */
  private withOwnId(record: ImportRecord): ImportRecord {
    const uid = record.fields[CARD_UID];
    if (typeof uid !== 'string' || !this.index.has(uid)) return record;
    const { [CARD_UID]: _, ...fields } = record.fields;
    return { ...record, fields: { ...fields, [OWN_ID]: uid } };
  }

  /** The id that follows from the row. Taken already by someone whom the row does not contradict, it is that customer, edited since. */
  private derive(record: ImportRecord, keys: MatchKeys, match: Match): { id: CustomerId; isNew: boolean } {
    let id = derivedCustomerId(keys, record.fields, 0);
    // An id made of the whole row means the same row again.
    const isWholeRow = keys.emails.length + keys.externals.length + keys.phones.length === 0 && keys.number === '' && (keys.name === '' || keys.postcode === '');
    for (let attempt = 1; !isWholeRow && this.index.has(id) && match.alike?.id === id; attempt++) id = derivedCustomerId(keys, record.fields, attempt);
    if (!this.index.has(id)) id = findSpareId(record.fields, keys.name, this.index) ?? id;
    return { id, isNew: !this.index.has(id) };
  }

  private hint(record: ImportRecord, id: CustomerId, alike: NonNullable<Match['alike']>): void {
    this.outcomes.set(id, 'possibleDuplicate');
    const { emails, phones, postcode, town } = keysOfFields(record.fields);
    this.duplicates.push({ row: record.row, name: displayNameOf(record.fields), detail: emails[0] ?? phones[0] ?? [postcode, town].filter(Boolean).join(' '), id, otherId: alike.id, score: alike.score });
  }

  /** A customer merged into another takes nothing any more: the other does. One in the trash is left there, and said so. */
  private async followMerges(groups: Map<CustomerId, Group>, stored: Map<CustomerId, StoredCustomer>, read: ReadCustomers): Promise<void> {
    for (const group of [...groups.values()]) {
      let id = group.id, fields = stored.get(id)?.fields;
      for (let hops = 0; typeof fields?.['mergedInto'] === 'string' && hops < 20; hops++) {
        id = fields['mergedInto'];
        if (!stored.has(id)) for (const [other, customer] of await read([id])) stored.set(other, customer);
        fields = stored.get(id)?.fields;
      }
      if (id !== group.id && fields) {
        groups.delete(group.id);
        const target = groups.get(id) ?? { id, isNew: false, records: [], notSame: [] };
        groups.set(id, { ...target, records: [...target.records, ...group.records] });
      } else if (fields?.['trashedAt']) {
        groups.delete(group.id);
        for (const record of group.records) this.report.add({ ...record, issues: [] }, 'in-trash');
      }
    }
  }

  private create(group: Group, isPlanned: boolean, plans: CustomerPlan[]): void {
    const { importId, file, at, nameForNumber } = this.settings;
    // The first row's fields are nobody else's: they become the customer's.
    const fields = group.records[0]!.fields as Record<FieldKey, Json>;
    let note = '';
    const notes: string[] = [];
    const entries: Record<EntryId, Entry> = {};
    for (const [position, record] of group.records.entries()) {
      if (position > 0) {
        const merged = mergeRecord({ current: fields, entries: {}, incoming: record.fields, rules: this.settings.rules });
        Object.assign(fields, merged.edits);
        this.nameDiffers(record, merged.kept);
      }
      const added = mergeNote(note, record.note, 'append', false);
      if (added !== undefined) {
        note = added;
        notes.push(shortHash(record.note!.trim()));
      }
      this.addPurchase(group.id, record, NO_ENTRIES, entries);
    }
    // A rehearsal keeps only so many of the customers that it made: later rows of the others are part of the same new customer.
    if (isPlanned) return;
    delete fields[OWN_ID];
    for (const other of group.notSame) fields[`notSame/${other}`] = true;
    if (displayNameOf(fields) === '' && typeof fields['customerNumber'] === 'string') fields['displayName'] = nameForNumber(fields['customerNumber']);
    const fact: ImportFact = { file, row: group.records[0]!.row, at, created: true, ...(notes.length > 0 ? { note: notes.join(' ') } : {}) };
    fields[factKey(importId)] = { ...fact };
    fields['createdAt'] = at;
    plans.push({ kind: 'create', id: group.id, row: group.records[0]!.row, fields, entries, note });
  }

  private update(group: Group, current: StoredCustomer, plans: CustomerPlan[]): void {
    const edits: Record<FieldKey, Json> = {};
    const entries: Record<EntryId, Entry> = {};
    const facts = importFacts(current.fields);
    const knownNotes = [...facts.values()].map(({ note }) => note ?? '').join(' ');
    let note = current.note, changes: readonly Json[] | undefined;
    for (const record of group.records) {
      const merged = mergeRecord({ current: { ...current.fields, ...edits }, entries: current.entries, incoming: record.fields, rules: this.settings.rules });
      Object.assign(edits, merged.edits);
      this.tally.fieldsFilled += Object.keys(merged.edits).length - merged.overwritten;
      this.tally.fieldsOverwritten += merged.overwritten;
      this.nameDiffers(record, merged.kept);
      const text = record.note?.trim();
      const before = text !== undefined && (knownNotes.includes(shortHash(text)) || (changes ??= noteChanges(current.entries)).includes(text));
      const added = mergeNote(note, text, this.settings.rules.get('note'), before);
      if (added !== undefined) {
        note = added;
        const id = `note-${shortHash(`${this.settings.importId} ${text}`)}`;
        entries[id] = { kind: 'change', id, at: this.settings.at, by: this.settings.by, device: this.settings.device, field: 'note', before: null, after: text!, source: { kind: 'import', importId: this.settings.importId, file: this.settings.file, row: record.row } };
      }
      this.addPurchase(group.id, record, current.entries, entries);
    }
    const changed = Object.keys(edits).length > 0 || Object.keys(entries).length > 0 || note !== current.note;
    const outcome = this.outcomes.get(group.id);
    if (outcome === undefined || (changed && outcome === 'unchanged')) this.outcomes.set(group.id, changed ? 'updated' : 'unchanged');
    if (changed) plans.push({ kind: 'update', id: group.id, row: group.records[0]!.row, fields: edits, entries, ...(note === current.note ? {} : { note }) });
  }

  private addPurchase(id: CustomerId, { purchase, entryId }: ImportRecord, existing: Readonly<Record<EntryId, Entry>>, into: Record<EntryId, Entry>): void {
    if (!purchase) return;
    const planned = this.purchases.plan(this.firstIds.get(id) ?? id, purchase, entryId, (entry) => into[entry] ?? existing[entry]);
    if (planned.kind === 'unchanged') return void (this.tally.purchasesUnchanged += 1);
    into[planned.entry.id] = planned.entry;
    if (planned.kind === 'changed') return void (this.tally.purchasesChanged += 1);
    this.tally.purchasesAdded += 1;
    const { currency, minor } = planned.entry.amount;
    this.sums.set(currency, (this.sums.get(currency) ?? 0) + minor);
  }

  private nameDiffers(record: ImportRecord, kept: readonly FieldKey[]): void {
    this.tally.fieldsKept += kept.length;
    const name: FieldKey | undefined = kept.find((key) => key === 'name/family' || key === 'name/given');
    if (name) this.report.note(record, { code: 'name-differs' satisfies IssueCode, row: record.row, value: displayNameOf(record.fields) });
  }
}

const CARD_UID: FieldKey = 'external/vcard';
const NO_ENTRIES: Readonly<Record<EntryId, Entry>> = {};

/** Texts that imports have put into the note of a customer who was there before. */
const noteChanges = (entries: Readonly<Record<EntryId, Entry>>): readonly Json[] => Object.values(entries).flatMap((entry) => (entry.kind === 'change' && entry.field === 'note' && entry.source.kind === 'import' ? [entry.after] : []));
