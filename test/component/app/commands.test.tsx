import { MemoryRouter, Route } from '@solidjs/router';
import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Commands } from '../../../src/app/Commands';
import { InBook } from '../../support/in-book';
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
    const { press } = await renderBesideField();
    press('k', { ctrlKey: true });
    expect(screen.getByRole('dialog', { name: 'Commands' })).toBeTruthy();
    await later(0);
    expect(document.activeElement).toBe(screen.getByRole('combobox'));
  });

  it('takes what was typed before it had the focus, Enter included', async () => {
    const { field, press } = await renderBesideField();
    press('k', { ctrlKey: true });
    for (const key of ['i', 'm', 'x', 'Backspace', 'p', 'o']) expect(press(key), `${key} does not reach the field`).toBe(false);
    await later(0);
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('impo');
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Import');
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Escape' });
    await later(0);
    field.focus();
    press('k', { ctrlKey: true });
    for (const key of ['Enter', 'x']) press(key);
    await later(0);
    expect(screen.queryByRole('dialog'), 'the first command is done').toBeNull();
    expect(press('y'), 'afterwards keys are the field’s again').toBe(true);
  });

  it('is given up by Escape before it came, and leaves the keys alone then', async () => {
    const { press } = await renderBesideField();
    press('k', { ctrlKey: true });
    press('Escape');
    await later(0);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(press('y')).toBe(true);
  });
});

/** The palette beside a field that has the focus; `press` tells whether the key would reach it. */
async function renderBesideField() {
  const book = createBookDouble();
  render(() => <MemoryRouter root={(props) => <InBook book={book} actor={actor}><input aria-label="Organization" /><Commands />{props.children}</InBook>}><Route path="*" component={() => null} /></MemoryRouter>);
  const field = screen.getByLabelText('Organization');
  field.focus();
  await import('../../../src/app/CommandsPanel');
  const press = (key: string, held: { ctrlKey?: boolean } = {}) => fireEvent.keyDown(field, { key, code: key === 'k' ? 'KeyK' : key, ...held });
  press('Shift');
  await later(0);
  return { field, press };
}
