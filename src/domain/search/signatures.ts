/**
 * Which rows can hold a text at all: one bit per row and hashed pair of neighbouring characters, kept by column, so that
 * a query is a handful of ANDs over 32 rows at a time. It only ever says "surely not" or "look": the scan decides.
 *
 * Measured in Node 20 at 50,000 rows with notes: the bare scan of 12 MB of text takes 5-9 ms a keystroke, with the
 * signatures 1-3 ms, for 64 bytes a row. Bits are only added: what an edit has removed makes a look in vain, never a miss.
 */

/** Prime, so that the hash spreads; twice as many columns gained nothing measurable. */
const COLUMNS = 509;
/** Rows come in blocks of 2,048, so that growth copies nothing. */
const WORDS = 64;
const ROWS = WORDS * 32;

/** What a row must hold: any of the outer lists, all texts of the inner one. */
export type Need = readonly (readonly string[])[];

export interface Signatures {
  add(slot: number, text: string): void;
  /** One bit per slot (slot s is bit s & 31 of word s >> 5): set where all needs may be met. */
  candidates(needs: readonly Need[], slots: number): Uint32Array;
  clear(): void;
}

const isGap = (code: number): boolean => code <= 32;
const columnOf = (first: number, second: number): number => (Math.imul(first, 37) + second) % COLUMNS;

export function createSignatures(): Signatures {
  const blocks: Uint32Array[] = [];

  function add(slot: number, text: string): void {
    const at = Math.floor(slot / ROWS);
    while (blocks.length <= at) blocks.push(new Uint32Array(COLUMNS * WORDS));
    const block = blocks[at]!;
    const word = (slot % ROWS) >>> 5;
    const bit = 1 << (slot & 31);
    let previous = 32;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (!isGap(code) && !isGap(previous)) block[columnOf(previous, code) * WORDS + word]! |= bit;
      previous = code;
    }
  }

  function candidates(needs: readonly Need[], slots: number): Uint32Array {
    const wanted = needs.map((need) => need.map((texts) => columnsOf(texts)));
    const result = new Uint32Array(Math.ceil(slots / 32));
    const any = new Uint32Array(WORDS);
    const all = new Uint32Array(WORDS);
    for (let b = 0; b * WORDS < result.length; b++) {
      const block = blocks[b];
      const length = Math.min(WORDS, result.length - b * WORDS);
      const offset = b * WORDS;
      result.fill(0xffffffff, offset, offset + length);
      if (!block) continue;
      for (const need of wanted) {
        any.fill(0);
        for (const columns of need) {
          all.fill(0xffffffff);
          for (const column of columns) for (let w = 0, from = column * WORDS; w < length; w++) all[w]! &= block[from + w]!;
          for (let w = 0; w < length; w++) any[w]! |= all[w]!;
        }
        for (let w = 0; w < length; w++) result[offset + w]! &= any[w]!;
      }
    }
    return result;
  }

  return { add, candidates, clear() { blocks.length = 0; } };
}

function columnsOf(texts: readonly string[]): readonly number[] {
  const columns = new Set<number>();
  for (const text of texts) for (let i = 1; i < text.length; i++) columns.add(columnOf(text.charCodeAt(i - 1), text.charCodeAt(i)));
  return [...columns];
}
