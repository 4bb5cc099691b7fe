/**
 * A yes-or-no question as an awaited boolean: `if (await confirm({...})) erase()`. Only for what cannot be undone.
 * Questions queue; every promise is answered: Escape, the scrim and the unmounting of the host all mean no.
 */
import { Show, Suspense, createMemo, createSignal, lazy, onCleanup } from 'solid-js';
import type { JSX } from 'solid-js';

// Most visits ask nothing: the dialog comes with the first question.
const ConfirmDialog = lazy(() => import('./ConfirmDialog'));

export interface Question {
  readonly title: string;
  /** What will happen, on which device, and whether it can be undone. */
  readonly body: string;
  /** The verb that does it. */
  readonly confirm: string;
  /** The verb that leaves all as it is. */
  readonly cancel: string;
  readonly danger?: boolean | undefined;
}

interface Asked { readonly question: Question; readonly answer: (yes: boolean) => void }

const [queue, setQueue] = createSignal<readonly Asked[]>([]);

function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => { setQueue((asked) => [...asked, { question, answer: resolve }]); });
}

/** Needs one mounted `ConfirmHost`; without one the promise waits for it. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  return ask;
}

/** Shows the questions; mount once, near the root. */
export function ConfirmHost(): JSX.Element {
  const [last, setLast] = createSignal<Question>();
  const current = () => queue()[0];
  // The words stay while the dialog fades, after its question has left the queue.
  const shown = () => current()?.question ?? last();
  const answer = (yes: boolean) => {
    const asked = current();
    if (!asked) return;
    setLast(asked.question);
    setQueue((all) => all.slice(1));
    asked.answer(yes);
  };
  onCleanup(() => {
    for (const asked of queue()) asked.answer(false);
    setQueue([]);
  });
  const wasAsked = createMemo((was: boolean) => was || current() !== undefined, false);
  return <Suspense><Show when={wasAsked()}><ConfirmDialog open={current() !== undefined} question={shown()} onAnswer={answer} /></Show></Suspense>;
}
