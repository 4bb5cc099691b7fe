import { createRoot, createSignal } from 'solid-js';
import { describe, expect, test } from 'vitest';
import { createSelection } from '../../../src/features/customers/selection';

function setUp() {
  const [listed, setListed] = createSignal<readonly string[]>(['a', 'b', 'c', 'd', 'e']);
  return createRoot((dispose) => ({ selection: createSelection(listed), setListed, dispose }));
}

describe('ticked customers', () => {
  test('a tick stays with its customer while the list is sorted anew', () => {
    const { selection, setListed } = setUp();
    selection.toggle(1);
    setListed(['e', 'd', 'c', 'b', 'a']);
    expect(selection.ids()).toEqual(['b']);
  });

  test('Shift takes everything since the last tick', () => {
    const { selection } = setUp();
    selection.toggle(3);
    selection.toggle(1, { range: true });
    expect(selection.ids()).toEqual(['b', 'c', 'd']);
  });

  test('who is filtered away cannot be acted on unseen', () => {
    const { selection, setListed } = setUp();
    selection.selectAll();
    setListed(['c']);
    expect(selection.ids()).toEqual(['c']);
    expect(selection.count()).toBe(1);
  });

  test('leaving the selection forgets the ticks', () => {
    const { selection } = setUp();
    selection.toggle(0);
    selection.setOn(false);
    selection.setOn(true);
    expect(selection.count()).toBe(0);
  });
});
