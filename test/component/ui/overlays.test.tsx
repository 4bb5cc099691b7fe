import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { Show, createSignal, untrack } from 'solid-js';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Button } from '../../../src/ui/Button';
import { CommandPalette } from '../../../src/ui/CommandPalette';
import type { CommandItem } from '../../../src/ui/CommandPalette';
import { ConfirmHost, useConfirm } from '../../../src/ui/confirm';
import { useLocale } from '../../../src/ui/i18n';
import { Select } from '../../../src/ui/Select';
import { Sheet } from '../../../src/ui/Sheet';
import { TextField } from '../../../src/ui/TextField';
import { ToastHost, useToast } from '../../../src/ui/Toast';
import { stubLayout } from '../../support/stub-layout';

beforeAll(() => { stubLayout(); });
beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); vi.useRealTimers(); });

describe('a question', () => {
  const question = { title: 'Erase Gerard?', body: 'You cannot undo this.', confirm: 'Erase everywhere', cancel: 'Keep him', danger: true };
  it('answers true for its deed and false for its way out', async () => {
    render(() => <ConfirmHost />);
    const yes = useConfirm()(question);
    expect((await screen.findByRole('dialog', { name: 'Erase Gerard?' })).textContent).toContain('You cannot undo this.');
    fireEvent.click(screen.getByRole('button', { name: 'Erase everywhere' }));
    expect(await yes).toBe(true);
    const no = useConfirm()(question);
    fireEvent.click(await screen.findByRole('button', { name: 'Keep him' }));
    expect(await no).toBe(false);
  });
  it('answers false on Escape', async () => {
    render(() => <ConfirmHost />);
    const answer = useConfirm()(question);
    fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' });
    expect(await answer).toBe(false);
  });
  it('waits for the one before it', async () => {
    render(() => <ConfirmHost />);
    const first = useConfirm()(question);
    const second = useConfirm()({ ...question, title: 'Erase Niamh?' });
    fireEvent.click(await screen.findByRole('button', { name: 'Keep him' }));
    expect(await first).toBe(false);
    expect(await screen.findByRole('dialog', { name: 'Erase Niamh?' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Erase everywhere' }));
    expect(await second).toBe(true);
  });
  it('is answered with no when its page goes away', async () => {
    const { unmount } = render(() => <ConfirmHost />);
    const answer = useConfirm()(question);
    unmount();
    expect(await answer).toBe(false);
  });
});

describe('a sheet', () => {
  it('gives the focus to the field that asks for it, not to its cross', async () => {
    render(() => <Sheet open onOpenChange={() => undefined} title="New customer"><TextField label="Given name" value="" autofocus /></Sheet>);
    await waitFor(() => { expect(document.activeElement).toBe(screen.getByLabelText('Given name')); });
  });
});

describe('the focus after a dialog', () => {
  it('goes back to where it was, also when the owner takes the dialog out of the page', async () => {
    const [isOpen, setIsOpen] = createSignal(false);
    render(() => <><button type="button" onClick={() => setIsOpen(true)}>Open</button><Show when={isOpen()}><Sheet open onOpenChange={setIsOpen} title="Log contact" /></Show></>);
    const opener = screen.getByRole('button', { name: 'Open' });
    opener.focus();
    fireEvent.click(opener);
    const sheet = await screen.findByRole('dialog');
    await waitFor(() => { expect(sheet.contains(document.activeElement)).toBe(true); });
    setIsOpen(false);
    await waitFor(() => { expect(document.activeElement).toBe(opener); });
  });
  it('stays in the dialog that a command has opened', async () => {
    const [form, setForm] = createSignal(false);
    const [palette, setPalette] = createSignal(false);
    const items = [{ id: 'new', label: 'New customer', onSelect: () => { setForm(true); } }];
    render(() => (
      <>
        <button type="button">Before</button>
        <CommandPalette open={palette()} onOpenChange={setPalette} label="Commands" search={() => items} />
        <Sheet open={form()} onOpenChange={setForm} title="New customer"><TextField label="Given name" value="" autofocus /></Sheet>
      </>
    ));
    screen.getByRole('button', { name: 'Before' }).focus();
    setPalette(true);
    fireEvent.keyDown(await screen.findByRole('combobox'), { key: 'Enter' });
    const field = await screen.findByLabelText('Given name');
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(document.activeElement).toBe(field);
  });
});

describe('a toast', () => {
  it('offers undo and leaves once it is taken', () => {
    render(() => <ToastHost />);
    const undo = vi.fn();
    useToast()({ message: 'Visit logged.', action: { label: 'Undo', onPress: undo } });
    expect(screen.getByText('Visit logged.').closest('[aria-live="polite"]')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('Visit logged.')).toBeNull();
  });
  it('leaves after ten seconds, but not while it is pointed at', () => {
    vi.useFakeTimers();
    render(() => <ToastHost />);
    useToast()({ message: 'Moved to trash.' });
    const toast = screen.getByText('Moved to trash.').closest('li')!;
    vi.advanceTimersByTime(9_000);
    fireEvent.pointerEnter(toast);
    vi.advanceTimersByTime(60_000);
    expect(screen.queryByText('Moved to trash.')).not.toBeNull();
    fireEvent.pointerLeave(toast);
    vi.advanceTimersByTime(10_001);
    expect(screen.queryByText('Moved to trash.')).toBeNull();
  });
  it('leaves with what it stands on', () => {
    const { unmount } = render(() => <ToastHost />);
    useToast()({ message: 'Visit logged.' });
    unmount();
    render(() => <ToastHost />);
    expect(screen.queryByText('Visit logged.')).toBeNull();
  });
  it('about a failure stays until it is dismissed', () => {
    vi.useFakeTimers();
    render(() => <ToastHost />);
    useToast()({ message: 'Could not store the visit.', tone: 'late' });
    vi.advanceTimersByTime(600_000);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText('Could not store the visit.')).toBeNull();
  });
});

describe('a choice from a list', () => {
  const options = [{ value: '', label: 'Nobody' }, { value: 'ben', label: 'Ben' }, { value: 'marta', label: 'Marta' }];
  it('is opened and made by keyboard', async () => {
    const [value, setValue] = createSignal('ben');
    render(() => <Select label="Owner" options={options} value={value()} onChange={setValue} />);
    const trigger = screen.getByRole('button', { name: /Owner/u });
    expect(trigger.textContent).toContain('Ben');
    trigger.focus();
    fireEvent.keyDown(trigger, { key: 'ArrowDown' });
    const listbox = await screen.findByRole('listbox');
    fireEvent.keyDown(listbox, { key: 'End' });
    fireEvent.keyDown(document.activeElement!, { key: 'Enter' });
    await waitFor(() => { expect(untrack(value)).toBe('marta'); });
    expect(trigger.textContent).toContain('Marta');
  });
  it('is not chosen from when only its options are made anew', async () => {
    const chosen = vi.fn();
    const [count, setCount] = createSignal(2);
    render(() => <Select label="Owner" options={['anna', 'ben', 'cleo'].slice(0, count()).map((value) => ({ value, label: value }))} value="ben" onChange={chosen} />);
    setCount(3);
    setCount(1);
    setCount(2);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(chosen).not.toHaveBeenCalled();
  });
  it('shows the placeholder for a value that it does not have, and an empty value is a value', () => {
    const { unmount } = render(() => <Select label="Owner" options={options} value="gone" onChange={() => undefined} placeholder="Choose a person" />);
    expect(screen.getByRole('button', { name: /Owner/u }).textContent).toContain('Choose a person');
    unmount();
    render(() => <Select label="Owner" options={options} value="" onChange={() => undefined} />);
    expect(screen.getByRole('button', { name: /Owner/u }).textContent).toContain('Nobody');
  });
});

describe('the palette', () => {
  it('drops the answer to a question that is no longer asked', async () => {
    const answers = new Map<string, (items: readonly CommandItem[]) => void>();
    const item = (label: string): CommandItem => ({ id: label, label, onSelect: vi.fn() });
    const search = (text: string) => (text === '' ? [] : new Promise<readonly CommandItem[]>((resolve) => { answers.set(text, resolve); }));
    render(() => <CommandPalette open onOpenChange={() => undefined} label="Find" search={search} />);
    const box = await screen.findByRole('combobox');
    fireEvent.input(box, { target: { value: 'a' } });
    fireEvent.input(box, { target: { value: 'ab' } });
    answers.get('ab')!([item('new')]);
    answers.get('a')!([item('old')]);
    expect((await screen.findByRole('option')).textContent).toBe('new');
  });
  it('walks by arrows and does by Enter', async () => {
    const done: string[] = [];
    const [open, setOpen] = createSignal(true);
    const items = ['One', 'Two'].map((label) => ({ id: label, label, onSelect: () => done.push(label) }));
    render(() => <CommandPalette open={open()} onOpenChange={setOpen} label="Find" search={() => items} />);
    const box = await screen.findByRole('combobox');
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    expect(document.getElementById(box.getAttribute('aria-activedescendant')!)!.textContent).toBe('Two');
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(done).toEqual(['Two']);
    expect(untrack(open)).toBe(false);
  });
});

it('a button that is off for a reason says it and does nothing', () => {
  const press = vi.fn();
  render(() => <Button offReason="she said no" onPress={press}>Email</Button>);
  const button = screen.getByRole('button', { name: 'Email: she said no' });
  fireEvent.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(button.getAttribute('aria-disabled')).toBe('true');
});
