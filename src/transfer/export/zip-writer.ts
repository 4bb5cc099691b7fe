/**
 * A ZIP written as it grows, around fflate's stream. Small whole files go out at once; tables that fill up while others
 * are written are compressed as they come and wait, compressed, for their turn, so that memory never holds a table as text.
 */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export type WriteChunk = (chunk: Uint8Array) => void | Promise<void>;

/** A file of the archive that is filled piece by piece. */
export interface SpooledFile {
  push(text: string): void;
  /** Puts the file into the archive; nothing may be pushed after. */
  finish(): void;
}

const encoder = new TextEncoder();
/** Deflate level: tables and JSON repeat themselves, so that a middle level finds nearly all there is. */
const LEVEL = 4;
/** Small pieces are joined before they are compressed; each push has its price. */
const PIECE = 64 * 1024;

export class ZipWriter {
  readonly #zip: Zip;
  readonly #write: WriteChunk;
  readonly #modified: Date;
  #ready: Uint8Array[] = [];
  #error: Error | undefined;
  files = 0;
  bytes = 0;

  constructor(write: WriteChunk, modified: Date) {
    this.#write = write;
    this.#modified = modified;
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#error = error;
      else if (chunk.length > 0) this.#ready.push(chunk);
    });
  }

  addText(name: string, text: string): void {
    const file = this.spool(name);
    file.push(text);
    file.finish();
  }

  /** For what is compressed already, as photos are. */
  addStored(name: string, bytes: Uint8Array): void {
    const file = new ZipPassThrough(name);
    file.mtime = this.#modified;
    this.files += 1;
    this.#zip.add(file);
    file.push(bytes, true);
  }

  spool(name: string): SpooledFile {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = this.#modified;
    const waiting: Uint8Array<ArrayBuffer>[] = [];
    file.ondata = (error, chunk) => {
      if (error) this.#error = error;
      else waiting.push(chunk);
    };
    let text = '';
    return {
      push: (more) => {
        text += more;
        if (text.length < PIECE) return;
        file.push(encoder.encode(text));
        text = '';
      },
      finish: () => {
        file.push(encoder.encode(text), true);
        this.files += 1;
        // From here on fflate's own handler takes the chunks; size and checksum are final by now.
        this.#zip.add(file);
        waiting.forEach((chunk, i) => file.ondata(null, chunk, i === waiting.length - 1));
      },
    };
  }

  /** Hands over what is ready, in order; throws what the archive or the writer failed with. */
  async flush(): Promise<void> {
    if (this.#error) throw this.#error;
    const chunks = this.#ready;
    this.#ready = [];
    for (const chunk of chunks) {
      this.bytes += chunk.length;
      await this.#write(chunk);
    }
  }

  async end(): Promise<void> {
    this.#zip.end();
    await this.flush();
  }
}
