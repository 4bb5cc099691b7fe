import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Menu } from '../../../src/ui/Menu';
import { stubLayout } from '../../support/stub-layout';

beforeAll(async () => {
  stubLayout();
  // fetched before the tests, so that none of them waits for the disk
  await import('../../../src/ui/MenuList');
});
afterEach(() => { cleanup(); });

function showMenu() {
  const [picked, setPicked] = createSignal('');
  const choices = ['Name', 'Town'].map((label) => ({ label, onSelect: () => { setPicked(label); } }));
  render(() => <Menu label="Sort" trigger="Sort" items={choices} />);
  return picked;
}

describe('a menu whose list is not loaded yet', () => {
  it('is a button that says it opens a menu', () => {
    showMenu();
    const button = screen.getByRole('button', { name: 'Sort' });
    expect(button.getAttribute('aria-haspopup')).toBe('true');
    expect(button.getAttribute('aria-expanded')).toBe('false');
  });

  it('opens at the first press, and gives the focus back to its button when it closes', async () => {
    const picked = showMenu();
    fireEvent.click(screen.getByRole('button', { name: 'Sort' }), { detail: 1 });
    const item = await screen.findByRole('menuitem', { name: 'Town' });
    fireEvent.keyDown(item, { key: 'Enter' });
    expect(picked()).toBe('Town');
    await waitFor(() => { expect(screen.queryByRole('menu')).toBeNull(); });
    await waitFor(() => { expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sort' })); });
  });

  it.each([['Enter', 'Name'], ['ArrowDown', 'Name'], ['ArrowUp', 'Town']])('opened with %s begins at %s', async (key, expected) => {
    showMenu();
    const button = screen.getByRole('button', { name: 'Sort' });
    button.focus();
    // a browser turns Enter into a click without a pointer
    if (key === 'Enter') fireEvent.click(button, { detail: 0 });
    else fireEvent.keyDown(button, { key });
    await screen.findByRole('menu');
    await waitFor(() => { expect(document.activeElement?.textContent).toBe(expected); });
  });
});
