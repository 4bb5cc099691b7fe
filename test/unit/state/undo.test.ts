import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { createActions, type Actions, type Notice } from '../../../src/state/undo';
import { openTestBook } from '../../support/books';

describe('undo', () => {
  it('means what is on screen, though it is still being stored', async () => {
    const book = await openTestBook();
    const notices: Notice[] = [];
    let actions!: Actions;
    createRoot(() => { actions = createActions(book); actions.onNotice((notice) => { notices.push(notice); }); });
    await actions.perform({ label: 'added', edits: [{ id: 'anna-0000001', fields: { displayName: 'Anna' } }] });
    const trashing = actions.perform({ label: 'to the trash', edits: [{ id: 'anna-0000001', fields: { trashedAt: '2026-01-01T00:00:00Z' } }] });
    await actions.undo();
    await trashing;
    expect(notices).toMatchObject([{ kind: 'undone', label: 'to the trash' }]);
    expect(book.rows.get('anna-0000001')?.trashedAt).toBeUndefined();
    await book.close();
  });
});
