/**
 * Cuts a stream of bytes into cards, so that memory holds one card at a time however large the file is. Works on bytes,
 * not text: one file may mix charsets, and a multi-byte letter may lie across two chunks. UTF-16 is turned into UTF-8
 * on the way. A card that never ends is handed on as 'cut-off' when the next one begins or the file ends, so that the
 * others still come in; a card nested below AGENT (vCard 2.1) belongs to its outer card.
 */
export interface RawCard {
  /** Counts from 1 in the order of the file. */
  readonly number: number;
  /** From BEGIN to END, lines joined with LF. */
  readonly bytes: Uint8Array;
  readonly flaw?: 'cut-off' | 'too-large' | undefined;
}

/** A card above this is skipped to its END: no photo of a person takes as much, and memory must stay bounded. */
export const MAX_CARD_BYTES = 32 * 1024 * 1024;

const LF = 10;
const CR = 13;
const NO_BYTES = new Uint8Array(0);
const ascii = new TextDecoder('latin1');

/** Push chunks, take cards. `sawNul` tells a binary file from text. */
export class CardSplitter {
  /** The unfinished line, in the pieces in which it came: put together once, however many chunks it spans. */
  #rest: Uint8Array[] = [];
  #restSize = 0;
  /** The last chunk ended in CR, whose LF may be the first byte of the next. */
  #afterCr = false;
  #lines: Uint8Array[] = [];
  #size = 0;
  #depth = 0;
  #stray = false;
  #overflow = false;
  #afterAgent = false;
  #count = 0;
  #recode: TextDecoder | undefined;
  #started = false;
  sawNul = false;
  sawText = false;

  push(chunk: Uint8Array): RawCard[] {
    if (chunk.length === 0) return [];
    const text = this.#toUtf8(chunk);
    if (text.length === 0) return [];
    if (text.includes(0)) this.sawNul = true;
    const cards: RawCard[] = [];
    let start = this.#afterCr && text[0] === LF ? 1 : 0;
    this.#afterCr = text.at(-1) === CR;
    for (let i = start; i < text.length; i++) {
      const byte = text[i];
      if (byte !== LF && byte !== CR) continue;
      this.#takeLine(this.#finishLine(text.subarray(start, i)), cards);
      if (byte === CR && text[i + 1] === LF) i += 1;
      start = i + 1;
    }
    if (start < text.length) {
      this.#rest.push(text.slice(start));
      this.#restSize += text.length - start;
    }
    if (this.#restSize > MAX_CARD_BYTES) {
      this.#overflow = true;
      this.#finishLine(NO_BYTES);
    }
    return cards;
  }

  /** What is left when the file ends; a last line needs no line break. */
  end(): RawCard[] {
    const cards: RawCard[] = [];
    if (this.#restSize > 0) this.#takeLine(this.#finishLine(NO_BYTES), cards);
    if (this.#depth > 0) this.#finish(cards, 'cut-off');
    return cards;
  }

  #finishLine(end: Uint8Array): Uint8Array {
    if (this.#restSize === 0) return end;
    const line = concat([...this.#rest, end]);
    this.#rest = [];
    this.#restSize = 0;
    return line;
  }

  #takeLine(line: Uint8Array, cards: RawCard[]): void {
    const word = boundaryOf(line);
    if (line.length > 0) this.sawText = true;
    if (word === 'begin') {
      if (this.#depth > 0 && !this.#afterAgent) this.#finish(cards, 'cut-off');
      if (this.#stray) this.#clear();
      this.#depth += 1;
      this.#keep(line);
    } else if (word === 'end') {
      this.#keep(line);
      if (this.#depth > 0) this.#depth -= 1;
      // An END without its BEGIN is the second half of a card: worth a word, not worth guessing.
      if (this.#depth === 0) this.#finish(cards, this.#stray ? 'cut-off' : undefined);
    } else {
      if (this.#depth === 0 && line.length > 0) this.#stray = true;
      this.#keep(line);
      // Lines before the first BEGIN are kept only to be shown, and only so many of them.
      if (this.#depth === 0 && this.#size > 65_536) this.#clear();
    }
    if (line.length > 0) this.#afterAgent = isAgent(line);
  }

  #keep(line: Uint8Array): void {
    this.#size += line.length + 1;
    if (this.#size > MAX_CARD_BYTES) {
      this.#overflow = true;
      this.#lines = [];
    } else if (!this.#overflow) this.#lines.push(line);
  }

  #finish(cards: RawCard[], flaw: RawCard['flaw']): void {
    this.#count += 1;
    cards.push({ number: this.#count, bytes: joinLines(this.#lines), flaw: this.#overflow ? 'too-large' : flaw });
    this.#depth = 0;
    this.#clear();
  }

  #clear(): void {
    this.#lines = [];
    this.#size = 0;
    this.#stray = false;
    this.#overflow = false;
  }

  #toUtf8(chunk: Uint8Array): Uint8Array {
    if (!this.#started) {
      this.#started = true;
      const utf16 = utf16Of(chunk);
      if (utf16) this.#recode = new TextDecoder(utf16);
      else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return chunk.subarray(3);
    }
    return this.#recode ? new TextEncoder().encode(this.#recode.decode(chunk, { stream: true })) : chunk;
  }
}

/** UTF-16 by its byte order mark, or by 'B' of BEGIN beside a zero byte. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x42 && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x42)) return 'utf-16be';
  return undefined;
}

function boundaryOf(line: Uint8Array): 'begin' | 'end' | undefined {
  const first = (line[0] ?? 0) | 0x20;
  if ((first !== 0x62 && first !== 0x65) || line.length > 64) return undefined;
  const text = ascii.decode(line).trimEnd().toLowerCase();
  if (/^begin\s*:\s*vcard$/.test(text)) return 'begin';
  return /^end\s*:\s*vcard$/.test(text) ? 'end' : undefined;
}

function isAgent(line: Uint8Array): boolean {
  return ((line[0] ?? 0) | 0x20) === 0x61 && line.length < 128 && /^agent[^:]*:\s*$/i.test(ascii.decode(line));
}

function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  const total = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const out = new Uint8Array(total);
  let at = 0;
  for (const line of lines) {
    out.set(line, at);
    out[at + line.length] = LF;
    at += line.length + 1;
  }
  return out;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
