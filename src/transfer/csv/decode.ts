/**
 * Bytes to text. A spreadsheet never says how it wrote its letters, so we look: byte order mark, then UTF-16 without a
 * mark (every other byte zero), then UTF-8 (proven by decoding the whole file strictly), else Windows-1252, which any
 * byte sequence fits. A file that is UTF-8 but for a few broken bytes stays UTF-8, or one slip would garble every name.
 * What was chosen is reported, because only a person can see that "MÃ¼ller" is wrong.
 * Files that are no text at all are named for what they are, so that the words can say what to do.
 */
import { err, ok, type Result } from '../../lib/result';

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
/** What a file is that is not text; 'binary' where nothing better is known. */
export type NotTextKind = 'zip' | 'docx' | 'xlsx' | 'xls' | 'ods' | 'pdf' | 'png' | 'jpeg' | 'gif' | 'gzip' | 'binary';

export interface Encoding { readonly name: TextEncodingName; readonly bomBytes: number; /** False where a mark or strict decoding proves it. */ readonly guessed: boolean; /** UTF-8 with bytes that do not fit; they are read as `BROKEN_LETTER`. */ readonly broken?: boolean }

/** What stands for a letter that could not be read. */
export const BROKEN_LETTER = '\ufffd';

/** How many bytes `sniffEncoding` wants to see; fewer only where the file is shorter. */
export const SNIFF_BYTES = 65_536;

const MAGIC: readonly (readonly [NotTextKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]], ['zip', [0x50, 0x4b, 0x05, 0x06]], ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]], ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47]], ['jpeg', [0xff, 0xd8, 0xff]], ['gif', [0x47, 0x49, 0x46, 0x38]], ['gzip', [0x1f, 0x8b, 0x08]],
];

/** The encoding as far as the first bytes tell ('utf-8' is then still to be proven on the whole file), or what the file is instead of text. */
export function sniffEncoding(head: Uint8Array): Result<Encoding, NotTextKind> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return ok({ name: 'utf-8', bomBytes: 3, guessed: false });
  if (head[0] === 0xff && head[1] === 0xfe) return ok({ name: 'utf-16le', bomBytes: 2, guessed: false });
  if (head[0] === 0xfe && head[1] === 0xff) return ok({ name: 'utf-16be', bomBytes: 2, guessed: false });
  for (const [kind, bytes] of MAGIC) if (bytes.every((byte, i) => head[i] === byte)) return err(kind === 'zip' ? zipKind(head) : kind);
  return countControls(head);
}

const FEW_ZEROS = 3;

function countControls(head: Uint8Array): Result<Encoding, NotTextKind> {
  let evenZeros = 0, oddZeros = 0, controls = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i]!;
    if (byte === 0 && i % 2 === 0) evenZeros++;
    else if (byte === 0) oddZeros++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) controls++;
  }
  const half = head.length / 2;
  if (controls > head.length / 100) return err('binary');
  // Latin text in UTF-16 has a zero in nearly every other byte, on one side only.
  if (oddZeros > half * 0.4 && evenZeros < half * 0.02) return ok({ name: 'utf-16le', bomBytes: 0, guessed: true });
  if (evenZeros > half * 0.4 && oddZeros < half * 0.02) return ok({ name: 'utf-16be', bomBytes: 0, guessed: true });
  // A few are what a damaged disk or a careless program leaves in text; they are dropped.
  if (evenZeros + oddZeros > Math.max(FEW_ZEROS, head.length / 1_000)) return err('binary');
  return ok({ name: 'utf-8', bomBytes: 0, guessed: true });
}

/** Office files are ZIP archives whose first member's name gives them away. */
function zipKind(head: Uint8Array): NotTextKind {
  const text = new TextDecoder('latin1').decode(head);
  if (text.includes('word/') && !text.includes('xl/')) return 'docx';
  if (text.includes('xl/') || text.includes('[Content_Types].xml')) return 'xlsx';
  return text.includes('opendocument.spreadsheet') ? 'ods' : 'zip';
}

/** Bytes decoded at a time: large enough to be fast, small enough to stay within bounds and to yield between. */
const SLICE_BYTES = 1 << 20;

/**
 * The text of a file in pieces of about a megabyte, with how many bytes are read. Rejects with `NotUtf8Error` where the
 * encoding is 'utf-8' and a byte does not fit, also late in the file; the caller then starts over with Windows-1252.
 */
export async function* decodePieces(file: Blob, encoding: Encoding): AsyncGenerator<{ readonly text: string; readonly bytesRead: number }> {
  const decoder = new TextDecoder(encoding.name, { fatal: encoding.name === 'utf-8' && !encoding.broken, ignoreBOM: true });
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
      return text.includes('\0') ? text.replaceAll('\0', '') : text;
    } catch (cause) {
      throw new NotUtf8Error({ cause });
    }
  };
  for (let start = encoding.bomBytes; start < file.size; start += SLICE_BYTES) {
    const end = Math.min(start + SLICE_BYTES, file.size);
    const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
    yield { text: decode(bytes), bytesRead: end };
  }
  const rest = decode(undefined);
  if (rest) yield { text: rest, bytesRead: file.size };
}

/**
 * What a file is that is not whole UTF-8: UTF-8 all the same where more letters fit than bytes do not (letters of
 * Windows-1252 hardly ever look like UTF-8), else Windows-1252.
 */
export async function encodingOfNotUtf8(file: Blob, bomBytes: number): Promise<Encoding> {
  let whole = 0, broken = 0;
  for await (const { text } of decodePieces(file, { name: 'utf-8', bomBytes, guessed: true, broken: true })) {
    for (const [letters] of text.matchAll(/[^\0-\x7f]+/g)) for (const letter of letters) if (letter === BROKEN_LETTER) broken += 1; else whole += 1;
  }
  return whole > broken ? { name: 'utf-8', bomBytes, guessed: false, broken: true } : { name: 'windows-1252', bomBytes, guessed: true };
}

export class NotUtf8Error extends Error {
  constructor(options?: ErrorOptions) {
    super('The file is not UTF-8', options);
    this.name = 'NotUtf8Error';
  }
}
