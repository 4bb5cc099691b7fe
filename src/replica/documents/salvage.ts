/**
 * Loading what is left of a damaged document: every stored part that still reads is kept, the rest is named, so that
 * the writer can move it to quarantine. The common case, nothing damaged, is one pass.
 */
import type * as Y from 'yjs';
import { applyUpdate, encodeState, isEmptyDocument, isIncomplete, loadDocument, newDocument } from './customer-document';
import { ORIGIN } from './schema';

/** One stored value of a document: its whole state (own record, pack) or an update. */
export interface StoredPart { readonly key: string; readonly bytes: Uint8Array }
export interface BadPart extends StoredPart { readonly reason: string }
export interface Salvaged { readonly doc: Y.Doc; readonly bad: readonly BadPart[] }

/** Never throws. `doc` is empty where nothing could be read. */
export function salvageDocument(id: string, parts: readonly StoredPart[]): Salvaged {
  const whole = loadDocument(id, undefined, parts.map(({ bytes }) => bytes));
  if (whole.ok) return { doc: whole.value, bad: [] };

  let kept = newDocument(id);
  const bad: BadPart[] = [];
  let waiting: StoredPart[] = [];
  for (const part of parts) {
    const alone = applyUpdate(newDocument(id), part.bytes, ORIGIN.stored);
    if (alone.ok) waiting.push(part);
    else bad.push({ ...part, reason: alone.error.detail });
  }
  // Updates may stand in any order: go on as long as one more fits without leaving a gap.
  for (let progress = true; progress && waiting.length > 0; ) {
    progress = false;
    const later: StoredPart[] = [];
    for (const part of waiting) {
      const scratch = newDocument(id);
      const base = isEmptyDocument(kept) ? undefined : encodeState(kept);
      const fits = (!base || applyUpdate(scratch, base, ORIGIN.stored).ok) && applyUpdate(scratch, part.bytes, ORIGIN.stored).ok && !isIncomplete(scratch);
      if (fits) {
        kept.destroy();
        kept = scratch;
        progress = true;
      } else {
        scratch.destroy();
        later.push(part);
      }
    }
    waiting = later;
  }
  for (const part of waiting) bad.push({ ...part, reason: 'changes are missing before it' });
  return { doc: kept, bad };
}
