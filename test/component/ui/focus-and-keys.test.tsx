import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { createSignal, untrack } from 'solid-js';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Button } from '../../../src/ui/Button';
import { Dialog } from '../../../src/ui/Dialog';
import { FileDrop } from '../../../src/ui/FileDrop';
import { useHotkeys } from '../../../src/ui/hotkeys';
import { SearchBox } from '../../../src/ui/SearchBox';
import { Select } from '../../../src/ui/Select';
import { TextField } from '../../../src/ui/TextField';
import { stubLayout } from '../../support/stub-layout';

beforeAll(() => { stubLayout(); });
afterEach(cleanup);

function DialogScene() {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Edit</Button>
      <Dialog open={open()} onOpenChange={setOpen} title="Contact">
        <TextField label="Summary" value="" />
        <Select label="Channel" options={[{ value: 'call', label: 'Call' }]} value="call" onChange={() => undefined} />
      </Dialog>
    </>
  );
}

describe('a dialog', () => {
  it('takes the focus and gives it back to the button that opened it', async () => {
    render(() => <DialogScene />);
    const button = screen.getByRole('button', { name: 'Edit' });
    button.focus();
    fireEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Contact' });
    await waitFor(() => { expect(dialog.contains(document.activeElement)).toBe(true); });
    fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
    await waitFor(() => { expect(screen.queryByRole('dialog')).toBeNull(); });
    await waitFor(() => { expect(document.activeElement).toBe(button); });
  });
  it('keeps a list that opens inside it within reach of screen readers', async () => {
    render(() => <DialogScene />);
    fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
    const trigger = await screen.findByRole('button', { name: /Channel/u });
    trigger.focus();
    fireEvent.keyDown(trigger, { key: 'ArrowDown' });
    expect((await screen.findByRole('option', { name: 'Call' })).closest('[role="dialog"]')).not.toBeNull();
  });
});

describe('keys of a screen', () => {
  function Screen(props: { readonly keys: Record<string, () => void> }) {
    useHotkeys(untrack(() => props.keys));
    return <input aria-label="Name" />;
  }
  it('are left to the text while someone types, but for those with Ctrl or Cmd', () => {
    const slash = vi.fn();
    const palette = vi.fn();
    render(() => <Screen keys={{ '/': slash, 'Control+k': palette }} />);
    fireEvent.keyDown(screen.getByLabelText('Name'), { key: '/' });
    fireEvent.keyDown(screen.getByLabelText('Name'), { key: 'k', ctrlKey: true });
    expect([slash.mock.calls.length, palette.mock.calls.length]).toEqual([0, 1]);
    fireEvent.keyDown(document.body, { key: '/' });
    expect(slash).toHaveBeenCalledTimes(1);
  });
  it('end with the screen', () => {
    const slash = vi.fn();
    const { unmount } = render(() => <Screen keys={{ '/': slash }} />);
    unmount();
    fireEvent.keyDown(document.body, { key: '/' });
    expect(slash).not.toHaveBeenCalled();
  });
});

describe('a field', () => {
  it('hears every key, and commits on Enter and when it is left', () => {
    const onInput = vi.fn();
    const onCommit = vi.fn();
    render(() => <TextField label="Given name" value="" onInput={onInput} onCommit={onCommit} />);
    const box = screen.getByRole('textbox', { name: 'Given name' });
    fireEvent.input(box, { target: { value: 'Niamh' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    fireEvent.blur(box);
    expect(onInput).toHaveBeenCalledWith('Niamh');
    expect(onCommit.mock.calls).toEqual([['Niamh'], ['Niamh']]);
  });
  it('with a mistake says it and keeps what was typed', () => {
    render(() => <TextField label="Birthday" value="31.02.1979" error="February has no 31st." />);
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'Birthday' });
    expect(box.value).toBe('31.02.1979');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(box.getAttribute('aria-describedby')!)!.textContent).toBe('February has no 31st.');
  });
});

it('a search is cleared by Escape', () => {
  const [text, setText] = createSignal('cos');
  render(() => <SearchBox label="Search customers" value={text()} onInput={setText} />);
  fireEvent.keyDown(screen.getByRole('searchbox', { name: 'Search customers' }), { key: 'Escape' });
  expect(untrack(text)).toBe('');
});

it('files come by the labelled input, the same one again too', () => {
  const onFiles = vi.fn();
  render(() => <FileDrop label="Choose files" multiple onFiles={onFiles} />);
  const input = screen.getByLabelText<HTMLInputElement>('Choose files');
  const file = new File(['a;b'], 'till.csv');
  fireEvent.change(input, { target: { files: [file] } });
  fireEvent.change(input, { target: { files: [file] } });
  expect(onFiles.mock.calls.map(([files]) => (files as File[]).map((given) => given.name))).toEqual([['till.csv'], ['till.csv']]);
});
