import { cleanup, fireEvent, render, screen, waitFor, within } from '@solidjs/testing-library';
import { createSignal, untrack } from 'solid-js';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { VirtualGrid } from '../../../src/ui/VirtualGrid';
import type { VirtualGridHandle, VirtualGridProps } from '../../../src/ui/VirtualGrid';
import { stubLayout } from '../../support/stub-layout';

beforeAll(() => { stubLayout(640); });
afterEach(cleanup);

async function aGrid(props: Partial<VirtualGridProps> = {}) {
  render(() => <VirtualGrid label="People" rowCount={50_000} rowHeight={64} renderRow={(index) => <>Row {index()}</>} {...props} />);
  const grid = screen.getByRole('grid', { name: 'People' });
  await waitFor(() => { expect(within(grid).getAllByRole('row').length).toBeGreaterThan(9); });
  return grid;
}
const focusedRow = () => document.activeElement?.getAttribute('aria-rowindex');
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement!, { key, ...more });
const rowAt = (grid: HTMLElement, index: number) => grid.querySelector<HTMLElement>(`[aria-rowindex="${String(index)}"]`)!;

describe('a list of 50,000', () => {
  it('tells its full size and renders only what is in sight', async () => {
    const grid = await aGrid();
    expect(grid.getAttribute('aria-rowcount')).toBe('50000');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(40);
    expect(within(grid).getAllByRole('gridcell')[0]!.textContent).toBe('Row 0');
  });
  it('has one tab stop', async () => {
    const grid = await aGrid({ selectedIndex: 2 });
    expect(within(grid).getAllByRole('row').filter((row) => row.tabIndex === 0).map((row) => row.getAttribute('aria-rowindex'))).toEqual(['3']);
  });
  it('is walked by arrows, pages, Home and End, also to rows that were not there', async () => {
    const grid = await aGrid();
    rowAt(grid, 1).focus();
    press('ArrowDown');
    expect(focusedRow()).toBe('2');
    press('End');
    expect(focusedRow()).toBe('50000');
    press('ArrowDown');
    expect(focusedRow()).toBe('50000');
    press('PageUp');
    expect(focusedRow()).toBe('49991');
    press('Home');
    expect(focusedRow()).toBe('1');
    press('ArrowUp');
    expect(focusedRow()).toBe('1');
  });
  it('gives its handle, which focuses any row', async () => {
    let handle!: VirtualGridHandle;
    await aGrid({ ref: (given) => { handle = given; } });
    handle.focusRow(31_415);
    expect(focusedRow()).toBe('31416');
    handle.focusRow(99_999);
    expect(focusedRow()).toBe('50000');
  });
});

describe('a row', () => {
  it('opens by Enter and by click, and says that it is the open one', async () => {
    const [open, setOpen] = createSignal<number>();
    const grid = await aGrid({ get selectedIndex() { return open() ?? -1; }, onActivate: setOpen });
    rowAt(grid, 3).focus();
    press('Enter');
    expect(untrack(open)).toBe(2);
    fireEvent.click(rowAt(grid, 5));
    expect(untrack(open)).toBe(4);
    expect(rowAt(grid, 5).getAttribute('aria-selected')).toBe('true');
    expect(rowAt(grid, 3).getAttribute('aria-selected')).toBe('false');
  });
  it('is ticked by Space, and as a range with Shift, without being opened', async () => {
    const onToggle = vi.fn();
    const onActivate = vi.fn();
    const grid = await aGrid({ onToggle, onActivate, isSelected: (index) => index === 1 });
    rowAt(grid, 2).focus();
    press(' ');
    press('ArrowDown', { shiftKey: true });
    fireEvent.click(rowAt(grid, 6), { shiftKey: true });
    fireEvent.click(rowAt(grid, 7), { ctrlKey: true });
    expect(onToggle.mock.calls).toEqual([[1, { range: false }], [2, { range: true }], [5, { range: true }], [6, { range: false }]]);
    expect(onActivate).not.toHaveBeenCalled();
    expect(grid.getAttribute('aria-multiselectable')).toBe('true');
  });
  it('leaves its own buttons alone', async () => {
    const onActivate = vi.fn();
    const onCall = vi.fn();
    const grid = await aGrid({ onActivate, renderRow: () => <button type="button" onClick={onCall}>Call</button> });
    const button = within(rowAt(grid, 1)).getByRole('button');
    fireEvent.click(button);
    button.focus();
    press('Enter');
    expect(onCall).toHaveBeenCalledTimes(1);
    expect(onActivate).not.toHaveBeenCalled();
  });
  it('that begins a group is described by the group', async () => {
    const grid = await aGrid({ renderBefore: (index) => (index() === 1 ? <>Late 3</> : undefined) });
    const id = rowAt(grid, 2).getAttribute('aria-describedby');
    expect(document.getElementById(id!)!.textContent).toBe('Late 3');
    expect(rowAt(grid, 1).hasAttribute('aria-describedby')).toBe(false);
  });
});

it('a list that shrinks keeps its tab stop inside', async () => {
  const [count, setCount] = createSignal(50_000);
  const grid = await aGrid({ get rowCount() { return count(); } });
  rowAt(grid, 1).focus();
  press('End');
  setCount(3);
  await waitFor(() => { expect(within(grid).getAllByRole('row').filter((row) => row.tabIndex === 0).map((row) => row.getAttribute('aria-rowindex'))).toEqual(['3']); });
  expect(grid.getAttribute('aria-rowcount')).toBe('3');
});
