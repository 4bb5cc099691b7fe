/** The keys of the command palette (Ctrl/Cmd-K) and of the list of keys (?); both are loaded when they are first asked for. */
import { Show, Suspense, createSignal, lazy } from 'solid-js';
import { useSearch } from '../state/book-context';
import { useHotkeys } from '../ui/hotkeys';

const CommandsPanel = lazy(async () => ({ default: (await import('./CommandsPanel')).CommandsPanel }));

export function Commands() {
  const search = useSearch();
  const [isWanted, setIsWanted] = createSignal(false);
  const [isOpen, setIsOpen] = createSignal(false);
  const [isHelp, setIsHelp] = createSignal(false);
  useHotkeys({
    '$mod+k': (event) => {
      event.preventDefault();
      search.prepare();
      setIsWanted(true);
      setIsOpen(!isOpen());
    },
    'Shift+?': (event) => {
      event.preventDefault();
      setIsWanted(true);
      setIsHelp(true);
    },
  });
  return <Suspense><Show when={isWanted()}><CommandsPanel isOpen={isOpen()} onOpen={setIsOpen} isHelp={isHelp()} onHelp={setIsHelp} /></Show></Suspense>;
}
