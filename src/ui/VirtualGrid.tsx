/**
 * A list of any length as an ARIA grid of which only the rows in sight exist (virtua). The grid tells its full size
 * (aria-rowcount) and each row its place (aria-rowindex). One row is the tab stop; arrows, Page, Home and End move it to
 * any row, also to one that is not rendered yet: the active row is always mounted, then scrolled to, then focused.
 * Rows are keyed by their place: when the list changes, rows stay and their content follows `renderRow`'s index.
 */
import { Show, createEffect, createMemo, createSignal, createUniqueId, on, onCleanup, onMount, untrack } from 'solid-js';
import type { Accessor, JSX } from 'solid-js';
import { Virtualizer } from 'virtua/solid';
import type { VirtualizerHandle } from 'virtua/solid';
import { cx } from './cx';
import { nextRow } from './grid-keys';
import styles from './VirtualGrid.module.css';

export interface VirtualGridHandle {
  /** Scrolls to the row if need be and focuses it. */
  readonly focusRow: (index: number) => void;
  readonly scrollToRow: (index: number) => void;
}

export interface VirtualGridProps {
  readonly label: string;
  readonly rowCount: number;
  /** Least height of a row, in px at the default text size; rows grow with larger text. */
  readonly rowHeight: number;
  /** The row that is open. */
  readonly selectedIndex?: number | undefined;
  /** Rows that are ticked, where several can be (`onToggle`). */
  readonly isSelected?: ((index: number) => boolean) | undefined;
  /** Enter or click. */
  readonly onActivate?: ((index: number) => void) | undefined;
  /** Space, Ctrl/Cmd-click; with `range` (Shift-click, Shift-arrow) everything since the last toggled row is meant. */
  readonly onToggle?: ((index: number, options: { readonly range: boolean }) => void) | undefined;
  /** The inside of a row; one grid cell is put around it unless `ownCells`. */
  readonly renderRow: (index: Accessor<number>) => JSX.Element;
  /** `renderRow` gives elements with role="gridcell" of its own. */
  readonly ownCells?: boolean | undefined;
  readonly columnCount?: number | undefined;
  /** A group's heading before a row, or nothing. Text only: it also describes the row for screen readers. */
  readonly renderBefore?: ((index: Accessor<number>) => JSX.Element) | undefined;
  /** Keys that the grid does not use itself (Delete, letters). */
  readonly onKeyDown?: ((event: KeyboardEvent, index: number) => void) | undefined;
  readonly ref?: ((handle: VirtualGridHandle) => void) | undefined;
  readonly class?: string | undefined;
  readonly rowClass?: string | undefined;
}

const CONTROLS = 'a[href], button, input, label, select, textarea, [role="button"], [role="menuitem"], [contenteditable="true"]';

export function VirtualGrid(props: VirtualGridProps): JSX.Element {
  const id = createUniqueId();
  let virtualizer: VirtualizerHandle | undefined;
  const mounted = new Map<number, HTMLElement>();
  const [wanted, setWanted] = createSignal(untrack(() => props.selectedIndex ?? 0));
  const active = createMemo(() => Math.max(0, Math.min(wanted(), props.rowCount - 1)));
  const indexes = createMemo(() => Array.from({ length: props.rowCount }, (_, index) => index));
  const textScale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize || '16') / 16 || 1;
  const isOn = (index: number) => index === props.selectedIndex || (props.isSelected?.(index) ?? false);

  const scrollToRow = (index: number) => { virtualizer?.scrollToIndex(index, { align: 'nearest' }); };
  const focusRow = (index: number) => {
    setWanted(index);
    scrollToRow(active());
    // virtua scrolls by itself; the browser's own scrolling would fight it
    mounted.get(active())?.focus({ preventScroll: true });
  };
  createEffect(on(() => props.selectedIndex, (index) => { if (index !== undefined && index >= 0) setWanted(index); }, { defer: true }));

  // While rows come and go, the list's reconciler may take the focused row out and put it back, which drops the focus
  // to the body. Unless the user has gone elsewhere meanwhile, the row gets it back before the next paint.
  let grid!: HTMLDivElement;
  let hadFocus = false;
  const noteWhere = (event: Event) => { hadFocus = event.target instanceof Node && grid.contains(event.target); };
  onMount(() => {
    const restore = new MutationObserver(() => {
      if (hadFocus && (document.activeElement === null || document.activeElement === document.body)) mounted.get(active())?.focus({ preventScroll: true });
    });
    restore.observe(grid, { childList: true, subtree: true });
    document.addEventListener('focusin', noteWhere, true);
    document.addEventListener('pointerdown', noteWhere, true);
    onCleanup(() => {
      restore.disconnect();
      document.removeEventListener('focusin', noteWhere, true);
      document.removeEventListener('pointerdown', noteWhere, true);
    });
    props.ref?.({ focusRow, scrollToRow });
  });

  const handleKeyDown = (event: KeyboardEvent) => {
    const target = event.target as Element;
    if (event.defaultPrevented || target.matches('input:not([type="checkbox"]), textarea, select')) return;
    const next = nextRow(event, active(), props.rowCount, Math.floor((virtualizer?.viewportSize ?? 0) / (props.rowHeight * textScale)));
    const onRow = target.closest('[role="row"]') === target;
    if (next !== undefined) {
      event.preventDefault();
      if (next !== active() || !onRow) focusRow(next);
      if (event.shiftKey) props.onToggle?.(active(), { range: true });
    } else if (onRow && event.key === 'Enter' && props.onActivate) {
      event.preventDefault();
      props.onActivate(active());
    } else if (onRow && event.key === ' ' && props.onToggle) {
      event.preventDefault();
      props.onToggle(active(), { range: event.shiftKey });
    } else {
      props.onKeyDown?.(event, active());
    }
  };
  const handleClick = (event: MouseEvent & { currentTarget: HTMLElement }, index: number) => {
    setWanted(index);
    const control = (event.target as Element).closest(CONTROLS);
    if (control && control !== event.currentTarget && event.currentTarget.contains(control)) return;
    if (props.onToggle && (event.shiftKey || event.ctrlKey || event.metaKey)) props.onToggle(index, { range: event.shiftKey });
    else props.onActivate?.(index);
  };

  // virtua hides a row until it is measured; ours has its height from the start and must take the focus at once
  const rowStyle = () => ({ 'min-block-size': `${String(props.rowHeight / 16)}rem`, visibility: 'visible' as const });

  const row = (index: Accessor<number>) => {
    const before = createMemo(() => props.renderBefore?.(index));
    const hasBefore = () => before() !== undefined && before() !== null && before() !== false;
    const beforeId = () => `${id}-before-${String(index())}`;
    const hasHair = () => index() > 0 && !hasBefore() && !isOn(index()) && !isOn(index() - 1);
    const keep = (element: HTMLElement) => {
      createEffect<number | undefined>((previous) => {
        if (previous !== undefined && mounted.get(previous) === element) mounted.delete(previous);
        mounted.set(index(), element);
        return index();
      });
    };
    return (
      <>
        <Show when={hasBefore()}><div class={styles.before} id={beforeId()} aria-hidden="true">{before()}</div></Show>
        <div
          ref={keep} role="row" aria-rowindex={index() + 1} class={cx(styles.row, isOn(index()) && styles.on, hasHair() && styles.hair, props.rowClass)} tabindex={index() === active() ? 0 : -1}
          aria-selected={props.selectedIndex === undefined && !props.isSelected ? undefined : props.isSelected ? props.isSelected(index()) : index() === props.selectedIndex}
          aria-current={props.isSelected && index() === props.selectedIndex ? 'true' : undefined}
          aria-describedby={hasBefore() ? beforeId() : undefined}
          style={rowStyle()}
          onClick={(event) => { handleClick(event, index()); }} onFocusIn={() => setWanted(index())}
        >
          <Show when={props.ownCells} fallback={<div role="gridcell" class={styles.cell}>{props.renderRow(index)}</div>}>{props.renderRow(index)}</Show>
        </div>
      </>
    );
  };

  return (
    <div
      ref={grid} role="grid" class={cx(styles.grid, props.class)} aria-label={props.label} aria-rowcount={props.rowCount} aria-colcount={props.columnCount ?? 1}
      aria-multiselectable={props.isSelected ? 'true' : undefined} onKeyDown={handleKeyDown}
    >
      <Virtualizer ref={(handle) => { virtualizer = handle; }} data={indexes()} itemSize={props.rowHeight * textScale} bufferSize={props.rowHeight * 4} keepMounted={[active()]}>
        {(_, index) => row(index)}
      </Virtualizer>
    </div>
  );
}
