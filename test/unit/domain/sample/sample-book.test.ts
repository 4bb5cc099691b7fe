import { describe, expect, it } from 'vitest';
import { listItems } from '../../../../src/domain/customer/customer';
import type { RelationItem } from '../../../../src/domain/customer/fields';
import { inverseOf } from '../../../../src/domain/customer/relations';
import { rowFromDocument } from '../../../../src/domain/customer/row';
import { scorePair } from '../../../../src/domain/duplicates/score';
import { sampleBook } from '../../../../src/domain/sample/sample-book';
import { isIsoDay } from '../../../../src/domain/values/day';
import { readPartialDate } from '../../../../src/domain/values/partial-date';

const today = '2026-03-10';
const book = sampleBook(today);
const rows = book.map(({ id, fields, note, entries }) => rowFromDocument({ id, fields, note, entries: Object.values(entries) }));

describe('the sample book', () => {
  it('holds about 60 customers, all marked as samples, with ids of their own', () => {
    expect(rows.length).toBeGreaterThanOrEqual(54);
    expect(rows.every((row) => row.sample === true)).toBe(true);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.every((row) => row.name.length > 2)).toBe(true);
    expect(new Set(book.flatMap(({ entries }) => Object.keys(entries))).size).toBe(book.reduce((sum, { entries }) => sum + Object.keys(entries).length, 0));
  });
  it('is the same on every device on the same day, and moves with the day', () => {
    expect(sampleBook(today)).toEqual(book);
    expect(sampleBook('2027-03-10').map(({ id }) => id)).toEqual(book.map(({ id }) => id));
    expect(sampleBook('2027-03-10')[0]!.entries).not.toEqual(book[0]!.entries);
  });
  it('lies wholly in the past two years, but for what is promised', () => {
    for (const { entries } of book) for (const [id, entry] of Object.entries(entries)) {
      expect(entry.id).toBe(id);
      expect(entry.at.slice(0, 10) < today && entry.at > '2023-12', `${id} ${entry.at}`).toBe(true);
      expect(Number.isNaN(Date.parse(entry.at))).toBe(false);
      if (entry.kind === 'purchase') expect(isIsoDay(entry.day) && Number.isSafeInteger(entry.amount.minor) && entry.amount.minor > 0).toBe(true);
    }
  });
  it('shows every state worth seeing: late, due today, a complaint, partial birthdays, prospects, households, companies', () => {
    expect(rows.some(({ nextDue }) => nextDue === today) && rows.some(({ nextDue }) => nextDue !== undefined && nextDue < today)).toBe(true);
    expect(rows.filter(({ openComplaints }) => openComplaints).length).toBe(1);
    expect(rows.some(({ birthday }) => birthday?.startsWith('--')) && rows.some(({ birthday }) => birthday === undefined)).toBe(true);
    expect(rows.filter(({ birthday }) => birthday !== undefined).every(({ birthday }) => readPartialDate(birthday!) !== undefined)).toBe(true);
    expect([rows.filter(({ kind }) => kind === 'company').length, rows.filter(({ kind }) => kind === 'household').length]).toEqual([5, 3]);
    expect(rows.some(({ status }) => status === 'prospect') && rows.some(({ status }) => status === 'lapsed')).toBe(true);
  });
  it('tells every relation from both sides', () => {
    const relations = new Map(book.map(({ id, fields }) => [id, listItems<RelationItem>(fields, 'relation').map(({ item }) => item)]));
    for (const [id, list] of relations) for (const relation of list) {
      if (relation.customer === undefined) continue;
      expect(relations.get(relation.customer)?.some((back) => back.customer === id && back.type === inverseOf(relation.type)), `${relation.type} of ${id}`).toBe(true);
    }
  });
  it('holds no two customers that would be taken for one', () => {
    const pairs = rows.flatMap((a, i) => rows.slice(i + 1).filter((b) => (scorePair(a, b)?.score ?? 0) >= 60).map((b) => `${a.name} / ${b.name}`));
    expect(pairs).toEqual([]);
  });
});
