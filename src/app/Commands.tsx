/**
 * The keys of the command palette (Ctrl/Cmd-K) and of the list of keys (?). Both are loaded at the first key of any kind, a tablet
 * without keys never loads them. Who types on after Ctrl-K types into the palette, not into the field that still has the focus.
 */
import { Show, Suspense, createSignal, lazy, onCleanup, onMount } from 'solid-js';
import { useSearch } from '../state/book-context';
import { useHotkeys } from '../ui/hotkeys';
import { makeTypeAhead } from '../ui/type-ahead';

const CommandsPanel = lazy(async () => ({ default: (await import('./CommandsPanel')).CommandsPanel }));

export function Commands() {
  const search = useSearch();
  const [isWanted, setIsWanted] = createSignal(false);
  const [isOpen, setIsOpen] = createSignal(false);
  const [isHelp, setIsHelp] = createSignal(false);
  const typeAhead = makeTypeAhead(() => setIsOpen(false));
  onCleanup(typeAhead.stop);
  const handleOpen = (open: boolean) => {
    if (open) typeAhead.start();
    else typeAhead.stop();
    setIsOpen(open);
  };
  useHotkeys({
    '$mod+k': (event) => {
      event.preventDefault();
      search.prepare();
      setIsWanted(true);
      handleOpen(!isOpen());
    },
    'Shift+?': (event) => {
      event.preventDefault();
      setIsWanted(true);
      setIsHelp(true);
    },
  });
  // A failure is kept by `lazy` and thrown to the error boundary once the palette is asked for.
  const preload = () => { CommandsPanel.preload().catch(() => undefined); };
  onMount(() => {
    window.addEventListener('keydown', preload, { once: true, capture: true });
    onCleanup(() => { window.removeEventListener('keydown', preload, { capture: true }); });
  });
  return <Suspense><Show when={isWanted()}><CommandsPanel isOpen={isOpen()} onOpen={handleOpen} onFocus={typeAhead.deliver} isHelp={isHelp()} onHelp={setIsHelp} /></Show></Suspense>;
}
