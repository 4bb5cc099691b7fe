import { MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Commands } from '../../../src/app/Commands';
import { BookProvider } from '../../../src/state/book-context';
import { useLocale } from '../../../src/ui/i18n';
import { createBookDouble } from '../../support/book-double';
import { stubLayout } from '../../support/stub-layout';

const actor = { name: 'Aoife', device: 'till tablet', now: () => Date.parse('2026-11-22T10:00:00Z') };
const later = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms); });

beforeAll(() => { stubLayout(); });
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(cleanup);

describe('the command palette', () => {
  it('has the focus by the next key after Ctrl-K, so that nothing typed on lands in the field before it', async () => {
    const book = createBookDouble();
    render(() => <MemoryRouter root={(props) => <BookProvider book={book} actor={actor}><input aria-label="Organization" /><Commands />{props.children}</BookProvider>}><Route path="*" component={() => null} /></MemoryRouter>);
    const field = screen.getByLabelText('Organization');
    field.focus();
    // whoever is in a field has typed before
    fireEvent.keyDown(field, { key: 'B', code: 'KeyB' });
    await import('../../../src/app/CommandsPanel');
    await later(0);
    fireEvent.keyDown(field, { key: 'k', code: 'KeyK', ctrlKey: true });
    expect(screen.getByRole('dialog', { name: 'Commands' })).toBeTruthy();
    await later(0);
    expect(document.activeElement).toBe(screen.getByRole('combobox'));
  });
});
