/** What becomes of a change that storage will not take, document by document. */
import type { Refusal } from './committed';
import type { LiveDocuments } from './live-documents';
import type { Outbox } from './outbox';

export interface Refused {
  /** 'again': offered anew as a whole. 'drop': the customer has been erased. 'keep': for rescue, until the user tries again. */
  judge(refusal: Refusal): 'again' | 'drop' | 'keep';
  /** The user tries again: whole documents may be offered once more. */
  forget(): void;
}

export function createRefused(live: LiveDocuments, outbox: Outbox): Refused {
  const offeredWhole = new Set<string>();
  return {
    judge: ({ id, reason }) => {
      if (reason === 'erased') return 'drop';
      const whole = reason === 'corrupt' ? live.stateOf(id) : undefined;
      if (!whole || offeredWhole.has(id)) return 'keep';
      // Storage has lost the document, this tab still has all of it.
      offeredWhole.add(id);
      outbox.add(id, whole);
      return 'again';
    },
    forget: () => offeredWhole.clear(),
  };
}
