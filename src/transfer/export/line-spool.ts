/** Lines put aside compressed and read again: a second pass over a source that can be gone through only once. */
import { Deflate, Inflate } from 'fflate';

export class LineSpool {
  #chunks: Uint8Array[] = [];
  readonly #deflate = new Deflate({ level: 1 }, (chunk) => void this.#chunks.push(chunk));
  readonly #encoder = new TextEncoder();
  #text = '';

  /** A line must hold no line break; JSON holds none. */
  push(line: string): void {
    this.#text += `${line}\n`;
    if (this.#text.length < 65_536) return;
    this.#deflate.push(this.#encoder.encode(this.#text));
    this.#text = '';
  }

  /** Closes the spool and yields its lines; they can be read once. */
  *lines(): Generator<string> {
    this.#deflate.push(this.#encoder.encode(this.#text), true);
    const chunks = this.#chunks;
    this.#chunks = [];
    const decoder = new TextDecoder();
    let rest = '';
    const inflate = new Inflate((chunk) => { rest += decoder.decode(chunk, { stream: true }); });
    for (let i = 0; i < chunks.length; i++) {
      inflate.push(chunks[i]!, i === chunks.length - 1);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  }
}
