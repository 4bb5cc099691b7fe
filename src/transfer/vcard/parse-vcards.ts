/**
 * Files of vCards to contact records: 2.1, 3.0 and 4.0 mixed as they come. `parseVCards` takes what is in memory;
 * `readVCards` goes through a file of any size with one card in memory at a time.
 *
 *   bytes -> split-cards -> content-lines -> card-property -> card-to-record -> ContactRecord
 */
import type { ContactRecord, Issue } from '../contact-record';
import { draftFromCard, finishRecord, rejectedRecord } from './card-to-record';
import type { CardReadOptions } from './card-to-record';
import { propertyFromLine } from './card-property';
import { readContentLines } from './content-lines';
import type { RecordDraft } from './record-draft';
import { withShrunkPhoto } from './read-photo';
import type { ShrinkPhoto } from './read-photo';
import { CardSplitter } from './split-cards';
import type { RawCard } from './split-cards';
import { decodeBytes } from './text-encoding';

export interface ParsedCards { readonly records: readonly ContactRecord[]; readonly issues: readonly Issue[] }
export interface CardBatch extends ParsedCards {
  readonly bytesRead: number;
  readonly bytesTotal: number;
}
export interface CardFileOptions extends CardReadOptions {
  readonly shrinkPhoto?: ShrinkPhoto | undefined;
  readonly signal?: AbortSignal | undefined;
}

const BATCH_SIZE = 200;

/** Reads all cards; `issues` are those of the file as a whole ('empty', 'not-text', 'unreadable'). Never throws on content. */
export function parseVCards(bytes: Uint8Array, options: CardReadOptions = {}): ParsedCards {
  const splitter = new CardSplitter();
  const cards = [...splitter.push(bytes), ...splitter.end()];
  const records = cards.map((card) => {
    const read = readCard(card, options);
    if ('rejected' in read) return read;
    if (read.largePhoto !== undefined) read.issues.push({ code: 'photo-too-large', row: read.row, column: 'PHOTO' });
    return finishRecord(read);
  });
  return fileResult(splitter, records, records.length > 0);
}

/**
 * Reads a file in batches, with what has been read so far. The last batch carries the issues of the file as a whole; a
 * photo above the limit is given to `shrinkPhoto`. Stops with the signal's reason when aborted.
 */
export async function* readVCards(file: Blob, options: CardFileOptions = {}): AsyncGenerator<CardBatch> {
  const splitter = new CardSplitter();
  let bytesRead = 0;
  let hasRecords = false;
  let records: ContactRecord[] = [];
  const take = async (cards: readonly RawCard[]): Promise<void> => {
    for (const card of cards) {
      const read = readCard(card, options);
      if ('rejected' in read) records.push(read);
      else {
        await withShrunkPhoto(read, options.shrinkPhoto);
        records.push(finishRecord(read));
      }
    }
    hasRecords ||= records.length > 0;
  };
  const reader = file.stream().getReader();
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      bytesRead += value.length;
      await take(splitter.push(value));
      while (records.length >= BATCH_SIZE) {
        yield { records: records.slice(0, BATCH_SIZE), issues: [], bytesRead, bytesTotal: file.size };
        options.signal?.throwIfAborted();
        records = records.slice(BATCH_SIZE);
      }
    }
  } finally {
    await reader.cancel();
  }
  await take(splitter.end());
  yield { ...fileResult(splitter, records, hasRecords), bytesRead, bytesTotal: file.size };
}

/** What tells a card again at the next import: its UID, or nothing. */
export function naturalKeyOfCard(record: ContactRecord): string | undefined {
  const uid = record.fields['external/vcard'];
  return typeof uid === 'string' && uid ? uid : undefined;
}

function readCard(card: RawCard, options: CardReadOptions): ContactRecord & { rejected: NonNullable<ContactRecord['rejected']> } | RecordDraft {
  const shown = (): string => decodeBytes(card.bytes.subarray(0, 4_096), undefined).text;
  if (card.flaw) return { ...rejectedRecord(card.number, card.flaw, shown()), rejected: card.flaw };
  if (card.bytes.includes(0)) return { ...rejectedRecord(card.number, 'not-text', ''), rejected: 'not-text' };
  const { version, lines, issues } = readContentLines(card.bytes);
  const draft = draftFromCard(lines.map((line) => propertyFromLine(line, version)), card.number, options);
  draft.issues.unshift(...issues.map((issue) => ({ ...issue, row: card.number })));
  const record = finishRecord({ ...draft, issues: [] });
  if (record.rejected && draft.largePhoto === undefined) return { ...record, issues: [...draft.issues, ...record.issues], rejected: record.rejected, raw: [shown()] };
  return draft;
}

function fileResult(splitter: CardSplitter, records: readonly ContactRecord[], hasRecords: boolean): ParsedCards {
  if (hasRecords && !(splitter.sawNul && records.every((record) => record.rejected))) return { records, issues: [] };
  const code = splitter.sawNul ? 'not-text' : splitter.sawText ? 'unreadable' : 'empty';
  return { records, issues: [{ code, row: 0 }] };
}
