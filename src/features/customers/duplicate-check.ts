/** The lookup for duplicates, filled in slices when the form opens and kept up while it is open; closed with its owner. */
import { createSignal, onCleanup } from 'solid-js';
import { createDuplicateIndex } from '../../domain/duplicates/duplicate-index';
import type { DuplicateHit } from '../../domain/duplicates/duplicate-index';
import { compareNames, REASON_SCORES, type DuplicateDraft } from '../../domain/duplicates/score';
import type { RowIndex } from '../../replica/book';
import { createSlicedRunner } from '../../state/slices';

const PAUSE_EVERY = 64;
const MOST_HITS = 3;

export interface DuplicateCheck {
  /** Tracked: asked again as the lookup fills. Best first; where nothing speaks for one person but the name, the first namesake. */
  find(draft: DuplicateDraft): readonly DuplicateHit[];
}

/** Needs an owner. */
export function createDuplicateCheck(rows: RowIndex): DuplicateCheck {
  const index = createDuplicateIndex();
  const [version, setVersion] = createSignal(0);
  const changed = (): void => { setVersion((n) => n + 1); };

  function* fill(): Generator<void, void> {
    let seen = 0;
    for (const row of rows.all()) {
      index.upsert(row);
      if (++seen % PAUSE_EVERY === 0) yield;
    }
  }
  onCleanup(createSlicedRunner()(fill(), changed));
  onCleanup(rows.onChange((event) => {
    // A reset while the form is open comes from another tab; ids that are gone are left out when they are shown.
    for (const id of event.kind === 'changed' ? event.ids : []) {
      const row = rows.get(id);
      if (row) index.upsert(row);
      else index.remove(id);
    }
    changed();
  }));
  return {
    find: (draft) => {
      version();
      const hits = index.find(draft, { limit: MOST_HITS }).filter(({ id }) => rows.get(id) !== undefined);
      if (hits.length > 0) return hits;
      return index.find(draft, { minScore: REASON_SCORES.similarName }).filter(({ id, row }) => rows.get(id) !== undefined && compareNames(draft, row) === 'same').slice(0, 1);
    },
  };
}
