import { expect, test } from 'vitest';
import type { DocumentEvent } from '../../src/replica/book';
import { createMemoryDatabase, createMemoryStorage, type MemoryDatabase } from '../../src/replica/storage/memory-storage';
import { manyPacked } from '../contract/book-contract';
import { must, openTestBook, tabsOf } from '../support/books';
import { anActor, creating, seededRandom } from '../support/customers';
import { createParachute, type Keeper } from '../../src/replica/book/parachute';
import { createFailingStorage } from '../support/failing-storage';
import { createFakeTabs, type FakeTab } from '../support/fake-tabs';
import type { Book } from '../../src/replica/book';

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
};
const openTab = (database: MemoryDatabase, tab: FakeTab, name: string): Promise<Book> => openTestBook({ database, tabs: tabsOf(tab), actor: anActor(name) });

/** As localStorage, which all tabs share. */
const keeperOf = (kept: Map<string, string>): Keeper => ({
  get length() { return kept.size; },
  key: (i) => [...kept.keys()][i] ?? null,
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
});

const contentOf = async (book: Book, id: string): Promise<unknown> => {
  let content: unknown;
  must(await book.read([id], (_id, fields, entries, note) => (content = { fields: { ...fields }, entries: Object.keys(entries).sort(), note })));
  return content;
};

test('what one tab writes the other shows, as exactly the field that changed', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const one = await openTab(database, tabs.openTab(), 'Anna'), other = await openTab(database, tabs.openTab(), 'Ben');
  await until(() => one.status().kind === 'ready' && other.status().kind === 'ready');
  expect([one.status(), other.status()]).toEqual([{ kind: 'ready', role: 'leader' }, { kind: 'ready', role: 'follower' }]);
  must(await other.perform({ label: 'new', edits: [creating('cus_1')] }));
  await until(() => one.rows.get('cus_1') !== undefined);
  const here = must(await one.open('cus_1')), there = must(await other.open('cus_1'));
  const events: DocumentEvent[] = [];
  there.onChange((event) => events.push(event));
  must(await one.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben' } }] }));
  await until(() => events.length > 0);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ source: 'remote', fields: { owner: 'Ben' } });
  expect(Object.keys(events[0]!.fields!)).toEqual(['owner']);
  here.note.insert(0, 'from one. ');
  there.note.insert(0, 'from the other. ');
  must(await one.flush());
  must(await other.flush());
  await until(() => here.note.toString() === there.note.toString() && here.note.length === 26);
  must(await other.team.set('settings', 'name', 'Quay Street'));
  await until(() => one.team.get('settings', 'name') === 'Quay Street');
  await one.close();
  await until(() => other.status().kind === 'ready' && (other.status() as { role: string }).role === 'leader');
  must(await other.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Cleo' } }] }));
  await other.close();
});

test('imports and actions on many reach the other tab whole, whoever does them', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const one = await openTab(database, tabs.openTab(), 'Anna'), other = await openTab(database, tabs.openTab(), 'Ben');
  must(await other.storePacked(manyPacked(250)));
  await until(() => one.rows.size === 250);
  must(await other.perform({ label: 'tag', edits: manyPacked(250).map(({ id }) => ({ id, fields: { 'tag/x': true } })) }));
  must(await one.perform({ label: 'tag', edits: manyPacked(250).map(({ id }) => ({ id, fields: { 'tag/y': true } })) }));
  await until(() => [...other.rows.all()].every(({ tags }) => tags?.includes('y')));
  expect([...one.rows.all()].every(({ tags }) => tags?.includes('x') && tags.includes('y'))).toBe(true);
  must(await other.erase(['cus_3']));
  await until(() => one.rows.size === 249);
  must(await other.destroy());
  await until(() => one.rows.size === 0);
  must(await one.perform({ label: 'new', edits: [creating('cus_9')] }));
  await until(() => other.rows.size === 1);
  await one.close();
  await other.close();
});

test.each(['before it was stored', 'after it was stored'])('a leader that dies with a write in hand, %s, loses nothing', async (when) => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const leaderTab = tabs.openTab();
  const storage = createFailingStorage(createMemoryStorage(database));
  const leader = await openTestBook({ storage, tabs: tabsOf(leaderTab), actor: anActor('Anna') });
  const follower = await openTab(database, tabs.openTab(), 'Ben');
  must(await leader.storePacked(manyPacked(5)));
  await until(() => follower.rows.size === 5);
  storage.faultAt(storage.commits + 1, when === 'after it was stored' ? { kind: 'silence' } : { kind: 'delay', until: new Promise(() => undefined) });
  const performed = follower.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben' } }] });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(follower.saveState().kind).toBe('saving');
  leaderTab.kill();
  must(await performed);
  expect(follower.status()).toEqual({ kind: 'ready', role: 'leader' });
  await follower.close();
  const again = await openTestBook({ database });
  expect(again.rows.get('cus_1')?.owner).toBe('Ben');
  await again.close();
});

test('a tab that missed what a dying leader stored for another one reads it again when it takes over', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const leaderTab = tabs.openTab();
  const storage = createFailingStorage(createMemoryStorage(database));
  const leader = await openTestBook({ storage, tabs: tabsOf(leaderTab), actor: anActor('Anna') });
  const follower = await openTab(database, tabs.openTab(), 'Ben');
  must(await leader.storePacked(manyPacked(3)));
  await until(() => follower.rows.size === 3);
  const open = must(await follower.open('cus_1'));
  storage.faultAt(storage.commits + 1, { kind: 'silence' });
  void leader.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben' } }] });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(follower.rows.get('cus_1')?.owner).toBe('Anna');
  leaderTab.kill();
  await until(() => follower.rows.get('cus_1')?.owner === 'Ben' && open.fields()['owner'] === 'Ben');
  open.close();
  await follower.close();
});

test.each([11, 12, 13])('three tabs that write at random, while leaders die, end equal and lose nothing (seed %i)', { timeout: 60_000 }, async (seed) => {
  const random = seededRandom(seed);
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const open: { readonly tab: FakeTab; readonly book: Book }[] = [];
  const add = async (name: string): Promise<void> => {
    const tab = tabs.openTab();
    open.push({ tab, book: await openTab(database, tab, name) });
  };
  for (const name of ['Anna', 'Ben', 'Cleo']) await add(name);
  must(await open[0]!.book.storePacked(manyPacked(6)));
  await until(() => open.every(({ book }) => book.rows.size === 6));
  const written = new Set<string>();
  for (let step = 0; step < 60; step++) {
    const { book } = open[Math.floor(random() * open.length)]!;
    const id = `cus_${Math.floor(random() * 6)}`;
    const entry = `int_${step}`;
    const performed = book.perform({ label: 'log', edits: [{ id, fields: { owner: `Owner ${step}` }, entries: { [entry]: { id: entry, kind: 'interaction', at: '2026-01-01T00:00:00Z', by: 'x', channel: 'call', direction: 'in', summary: `${step}` } } }] });
    if (random() < 0.5) must(await performed);
    else void performed;
    written.add(`${id}/${entry}`);
    if (step % 20 === 19) {
      await Promise.all(open.map((one) => one.book.flush()));
      const index = open.findIndex((one) => { const status = one.book.status(); return status.kind === 'ready' && status.role === 'leader'; });
      if (index >= 0) open.splice(index, 1)[0]!.tab.kill();
      await add(`Next ${step}`);
    }
  }
  await Promise.all(open.map((one) => one.book.flush()));
  const found = new Set<string>();
  const fresh = await openTestBook({ database });
  for (let n = 0; n < 6; n++) {
    const id = `cus_${n}`;
    const content = await contentOf(fresh, id);
    for (const { book } of open) {
      await until(() => JSON.stringify(book.rows.get(id)) === JSON.stringify(fresh.rows.get(id)));
      expect(await contentOf(book, id)).toEqual(content);
    }
    for (const entry of (content as { entries: string[] }).entries) found.add(`${id}/${entry}`);
  }
  for (const entry of written) expect(found).toContain(entry);
  for (const { book } of open) await book.close();
});

test('a book destroyed in one tab is gone in the other too: its team records are told as gone and nothing of it is remembered', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const one = await openTab(database, tabs.openTab(), 'Anna'), other = await openTab(database, tabs.openTab(), 'Ben');
  must(await one.team.set('settings', 'bookCreatedAt', '2026-01-01'));
  await until(() => other.team.get('settings', 'bookCreatedAt') === '2026-01-01');
  const told: string[] = [];
  let atReset: unknown = 'not told';
  other.team.onChange((collection, id) => told.push(`${collection}/${id}`));
  other.rows.onChange(() => (atReset = other.team.get('settings', 'bookCreatedAt')));
  must(await one.destroy());
  await until(() => told.includes('settings/bookCreatedAt'));
  expect([atReset, other.team.get('settings', 'bookCreatedAt'), one.team.get('settings', 'bookCreatedAt')]).toEqual([undefined, undefined, undefined]);
  must(await other.team.set('settings', 'bookCreatedAt', '2026-02-02'));
  await until(() => one.team.get('settings', 'bookCreatedAt') === '2026-02-02');
  await one.close();
  await other.close();
});

test('a customer erased in one tab while open in the other is told there as erased', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const one = await openTab(database, tabs.openTab(), 'Anna'), other = await openTab(database, tabs.openTab(), 'Ben');
  must(await one.perform({ label: 'new', edits: [creating('cus_1')] }));
  await until(() => other.rows.get('cus_1') !== undefined);
  const there = must(await other.open('cus_1'));
  const events: DocumentEvent[] = [];
  there.onChange((event) => events.push(event));
  must(await one.erase(['cus_1']));
  await until(() => events.length > 0);
  expect(events).toEqual([{ source: 'remote', erased: true }]);
  there.note.insert(0, 'typed too late');
  await other.flush();
  expect([other.rows.get('cus_1'), one.rows.get('cus_1'), events.length]).toEqual([undefined, undefined, 1]);
  there.close();
  await one.close();
  await other.close();
});

test.each(['comes back', 'is closed'])('a writing tab that is frozen and then %s: the other says so, keeps what is typed for a crash, and stores it in the end', async (end) => {
  const database = createMemoryDatabase(), tabs = createFakeTabs(), kept = new Map<string, string>();
  const keeper = keeperOf(kept);
  const leaderTab = tabs.openTab();
  const leader = await openTab(database, leaderTab, 'Anna');
  const follower = await openTestBook({ database, tabs: tabsOf(tabs.openTab()), actor: anActor('Ben'), parachute: createParachute(keeper) });
  must(await leader.perform({ label: 'new', edits: [creating('cus_1')] }));
  await until(() => follower.rows.get('cus_1') !== undefined);
  const open = must(await follower.open('cus_1'));
  leaderTab.freeze();
  const states: string[] = [];
  follower.onSaveState((state) => states.push(state.kind === 'failed' ? state.error.kind : state.kind));
  open.note.insert(0, 'typed while it stood still');
  const performed = follower.perform({ label: 'edit', edits: [{ id: 'cus_1', fields: { owner: 'Ben' } }] });
  expect(await performed).toMatchObject({ ok: false, error: { kind: 'storage', error: { kind: 'no-answer' } } });
  expect(states).toEqual(['saving', 'no-answer']);
  expect(follower.saveState()).toMatchObject({ kind: 'failed', unsaved: 1 });
  // Nobody waits for ever, neither who asks again nor who closes the page; and what is typed stays counted.
  expect(await follower.retry()).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
  expect(await follower.flush()).toMatchObject({ ok: false, error: { kind: 'no-answer' } });
  open.note.insert(0, 'and more, ');
  await until(() => kept.size === 1);
  expect(follower.saveState()).toMatchObject({ kind: 'failed', error: { kind: 'no-answer' } });
  if (end === 'comes back') leaderTab.thaw();
  else leaderTab.kill();
  await until(() => follower.saveState().kind === 'saved');
  expect(kept.size).toBe(0);
  open.close();
  await follower.close();
  const again = await openTestBook({ database });
  expect(await contentOf(again, 'cus_1')).toMatchObject({ fields: { owner: 'Ben' }, note: 'and more, typed while it stood still' });
  await again.close();
});

test('what was typed for a customer who was erased elsewhere is not called saved: it is told as dropped, once', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const one = await openTab(database, tabs.openTab(), 'Anna'), other = await openTab(database, tabs.openTab(), 'Ben');
  must(await one.perform({ label: 'new', edits: [creating('cus_1')] }));
  must(await one.perform({ label: 'new', edits: [creating('cus_2')] }));
  await until(() => other.rows.size === 2);
  const there = must(await other.open('cus_1'));
  const dropped: unknown[] = [];
  other.onSaveState((state) => { if (state.kind === 'saved') dropped.push(state.dropped); });
  there.note.insert(0, 'typed while it was being erased');
  must(await one.erase(['cus_1']));
  await until(() => dropped.length > 0);
  expect(dropped).toEqual([['cus_1']]);
  there.note.insert(0, 'typed after it had been erased');
  must(await other.flush());
  expect(dropped).toEqual([['cus_1'], ['cus_1']]);
  must(await other.perform({ label: 'edit', edits: [{ id: 'cus_2', fields: { owner: 'Ben' } }] }));
  expect(dropped.at(-1)).toBe(undefined);
  there.close();
  await one.close();
  await other.close();
});

test('a book that is destroyed elsewhere while this tab is still finding out who leads opens empty, with nothing of the old team', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs();
  const one = await openTab(database, tabs.openTab(), 'Anna');
  must(await one.team.set('settings', 'bookName', 'Quay Street'));
  must(await one.perform({ label: 'new', edits: [creating('cus_1')] }));
  const joining = tabsOf(tabs.openTab());
  let settle: () => void = () => undefined;
  const settled = new Promise<'follower'>((resolve) => (settle = () => resolve('follower')));
  const opening = openTestBook({ database, tabs: { ...joining, leader: { ...joining.leader, settled } }, actor: anActor('Ben') });
  await new Promise((resolve) => setTimeout(resolve, 20));
  must(await one.destroy());
  await new Promise((resolve) => setTimeout(resolve, 20));
  settle();
  const other = await opening;
  expect([other.rows.size, other.team.get('settings', 'bookName')]).toEqual([0, undefined]);
  must(await other.team.set('settings', 'bookName', 'Anew'));
  await until(() => one.team.get('settings', 'bookName') === 'Anew');
  await one.close();
  await other.close();
});

test('what a crashed window left behind is taken up though the writing one stands still, and forgotten once it is stored', async () => {
  const database = createMemoryDatabase(), tabs = createFakeTabs(), keeper = keeperOf(new Map());
  const leaderTab = tabs.openTab(), followerTab = tabs.openTab();
  const leader = await openTab(database, leaderTab, 'Anna');
  const follower = await openTestBook({ database, tabs: tabsOf(followerTab), actor: anActor('Ben'), parachute: createParachute(keeper) });
  must(await leader.perform({ label: 'new', edits: [creating('cus_1')] }));
  await until(() => follower.rows.get('cus_1') !== undefined);
  leaderTab.freeze();
  must(await follower.open('cus_1')).note.insert(0, 'typed into the void');
  await until(() => keeper.length === 1);
  followerTab.kill();
  const next = await openTestBook({ database, tabs: tabsOf(tabs.openTab()), actor: anActor('Ben'), parachute: createParachute(keeper) });
  expect(must(await next.open('cus_1')).note.toString()).toBe('typed into the void');
  await until(() => next.saveState().kind === 'failed');
  leaderTab.thaw();
  await until(() => next.saveState().kind === 'saved');
  expect(keeper.length).toBe(0);
  await next.close();
  await leader.close();
});
