/** What the command palette offers, and the list of keys. Loaded when one of them is first asked for. */
import { For } from 'solid-js';
import { useNavigate } from '@solidjs/router';
import { useActions, useRows, useSearch } from '../state/book-context';
import { useMay } from '../state/may';
import { CommandPalette } from '../ui/CommandPalette';
import type { CommandItem } from '../ui/CommandPalette';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';
import { VisuallyHidden } from '../ui/VisuallyHidden';
import { commandWords } from './command-words';
import { PLACES } from './places';
import { appWords } from './words';
import styles from './Shell.module.css';

const MOST_CUSTOMERS = 8;

export interface CommandsPanelProps { readonly isOpen: boolean; onOpen(open: boolean): void; onFocus(box: HTMLInputElement): void; readonly isHelp: boolean; onHelp(open: boolean): void }

export function CommandsPanel(props: CommandsPanelProps) {
  const words = appWords;
  const own = commandWords;
  const navigate = useNavigate();
  const actions = useActions();
  const search = useSearch();
  const rows = useRows();
  const may = useMay();

  const commands = (): CommandItem[] => [
    ...(may('capture') ? [{ id: 'new', label: own().newCustomer, icon: 'plus', hint: 'N', onSelect: () => { navigate('/customers?new=1'); } } as const] : []),
    ...(may('edit') ? [{ id: 'import', label: own().importFiles, icon: 'import', onSelect: () => { navigate('/import'); } } as const] : []),
    ...(actions.canUndo() ? [{ id: 'undo', label: words().undo, icon: 'undo', onSelect: () => { void actions.undo(); } } as const] : []),
    ...(actions.canRedo() ? [{ id: 'redo', label: own().redo, icon: 'redo', onSelect: () => { void actions.redo(); } } as const] : []),
    { id: 'keys', label: own().shortcuts, icon: 'info', hint: '?', onSelect: () => { props.onHelp(true); } },
    ...PLACES.map((place): CommandItem => ({ id: place.name, label: words()[place.name], hint: own().goTo, icon: place.icon, onSelect: () => { navigate(place.path); } })),
  ];
  const find = (text: string): readonly CommandItem[] => {
    const asked = text.trim().toLowerCase();
    const matching = commands().filter(({ label }) => label.toLowerCase().includes(asked));
    if (asked === '') return matching;
    const people = search.search(text, { typos: false }).ids.slice(0, MOST_CUSTOMERS).map((id): CommandItem => {
      const row = rows.index.get(id);
      return { id, label: row?.name ?? '', hint: row?.org ?? row?.town ?? own().customer, icon: row?.kind === 'company' ? 'building' : 'user', onSelect: () => { navigate(`/customers/${id}`); } };
    });
    return [...people, ...matching];
  };
  const mod = /Mac|iPad|iPhone/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  const keys = (): readonly (readonly [readonly string[], string])[] => [
    [['/'], own().shortcutSearch], [[mod, 'K'], own().shortcutPalette], [['N'], own().shortcutNew], [[mod, 'Z'], own().shortcutUndo], [['↑', '↓'], own().shortcutMove],
    [['Enter'], own().shortcutOpen], [['Space', 'Shift'], own().shortcutTick], [['Esc'], own().shortcutEscape], [['?'], own().shortcutHelp],
  ];
  return (
    <>
      <CommandPalette open={props.isOpen} onOpenChange={(open) => { props.onOpen(open); }} onFocus={(box) => { props.onFocus(box); }} label={own().palette} placeholder={own().palettePlaceholder} search={find} />
      <Dialog open={props.isHelp} onOpenChange={(open) => { props.onHelp(open); }} title={own().shortcuts}>
        <div class={styles.keys}><For each={keys()}>{([parts, text]) => <><span class={styles.keyGroup}><VisuallyHidden>{parts.join(' ')}</VisuallyHidden><For each={parts}>{(part) => <Kbd>{part}</Kbd>}</For></span><span>{text}</span></>}</For></div>
      </Dialog>
    </>
  );
}
