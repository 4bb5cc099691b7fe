/** Files in the worker: what each is, found by its content and not by its name, and how its records are read. */
import { assert } from '../../lib/assert';
import type { CountryCode } from 'libphonenumber-js/min';
import { parsePhone } from '../../transfer/csv/contact-values';
import { sniffEncoding } from '../../transfer/csv/decode';
import { proposeMapping, type TableMapping } from '../../transfer/csv/propose-mapping';
import { openTable, type Table, type TableOptions } from '../../transfer/csv/read-table';
import { parseTarget, type CreatedType } from '../../transfer/csv/target';
import { normalizeHeader } from '../../transfer/csv/layouts/layout';
import { shortHash } from '../../lib/ids';
import type { ImportRecord } from '../../transfer/import/plan-types';
import { forEachBatch, type Walk } from '../../transfer/import/table-records';
import { parseJCard } from '../../transfer/vcard/jcard';
import { readVCards } from '../../transfer/vcard/parse-vcards';
import { shrinkPicture } from './shrink-picture';
import type { BadSource, CardSource, FieldToCreate, OpenSettings, Source, SourceId, TableSource } from './import-protocol';

export type OpenFile =
  | { readonly kind: 'table'; readonly file: File; readonly table: Table; readonly mapping: TableMapping }
  | { readonly kind: 'cards'; readonly file: File; readonly format: 'vcard' | 'jcard' }
  | { readonly kind: 'bad'; readonly file: File; readonly problem: BadSource['problem'] };

/** A calendar file, a web page or a JSON of another kind is text, but no list of customers. */
export async function openFile(file: File, settings: OpenSettings, options: TableOptions): Promise<OpenFile> {
  try {
    const head = new Uint8Array(await file.slice(0, 4_096).arrayBuffer());
    const format = cardFormat(head);
    if (format) return { kind: 'cards', file, format };
    // Under the name of a card list, text without cards must not be asked for its columns. What is no text at all is named for what it is.
    if (/\.(?:vcf|vcard)$/i.test(file.name) && file.size > 0 && sniffEncoding(head).ok) return { kind: 'bad', file, problem: { kind: 'no-cards' } };
    const opened = await openTable(file, options);
    if (!opened.ok) return { kind: 'bad', file, problem: opened.error };
    return { kind: 'table', file, table: opened.value, mapping: await proposeMapping(opened.value, { currency: settings.currency, fields: settings.fields, signal: options.signal }) };
  } catch (failure) {
    // The file was moved, or its permission withdrawn, while it was read (NotReadableError, NotFoundError).
    return { kind: 'bad', file, problem: { kind: 'unreadable', detail: failure instanceof Error ? failure.message : String(failure) } };
  }
}

function cardFormat(head: Uint8Array): 'vcard' | 'jcard' | undefined {
  const sniffed = sniffEncoding(head);
  if (!sniffed.ok) return undefined;
  const text = new TextDecoder(sniffed.value.name).decode(head).replace(/^\ufeff/, '').trimStart();
  if (/^begin\s*:\s*vcard/i.test(text)) return 'vcard';
  return /^\[\s*(?:\[\s*)?"vcard"/i.test(text) ? 'jcard' : undefined;
}

export function describe(id: SourceId, open: OpenFile): Source {
  const common = { id, name: open.file.name, bytes: open.file.size };
  if (open.kind === 'bad') return { ...common, kind: 'bad', problem: open.problem } satisfies BadSource;
  if (open.kind === 'cards') return { ...common, kind: 'cards', format: open.format } satisfies CardSource;
  const { table, mapping } = open;
  return {
    ...common, kind: 'table', rows: table.rowCount, encoding: table.encoding.name, delimiter: table.delimiter, hasHeader: table.hasHeader, mapping, issues: table.issues, issueCount: table.issueCount,
  } satisfies TableSource;
}

/** Columns that become fields of the book; the id follows from the name, so that the same column is one field on every device. */
export function fieldsToCreate({ columns }: TableMapping): readonly FieldToCreate[] {
  return columns.filter(({ target }) => target.startsWith('create@')).map(({ name, target }) => ({ id: fieldIdOf(name), label: name, type: parseTarget(target).argument as CreatedType }));
}
const fieldIdOf = (name: string): string => `f-${shortHash(`field ${normalizeHeader(name)}`)}`;
export const fieldIdsOf = (mapping: TableMapping): ReadonlyMap<string, string> => new Map(fieldsToCreate(mapping).map(({ id, label }) => [label, id]));

export interface ReadContext { readonly country: CountryCode; readonly today: string }

/** Hands over the records of a source in batches; false where cancelled. `total` is in rows for tables, in bytes for cards. */
export async function forEachRecordBatch(open: OpenFile, context: ReadContext, handle: (records: readonly ImportRecord[]) => Promise<void>, walk: Walk): Promise<boolean> {
  if (open.kind === 'table') return forEachBatch(open.table, open.mapping, { ...context, fieldIds: fieldIdsOf(open.mapping) }, handle, walk);
  assert(open.kind === 'cards', 'a file that could not be opened is not imported');
  const options = { today: context.today, phoneToE164: (raw: string) => parsePhone(raw, context.country)?.e164 };
  if (open.format === 'jcard') {
    const { records, issues } = parseJCard(await open.file.text(), options);
    await handle(records.length > 0 ? records : issues.map((issue) => ({ row: issue.row, fields: {}, issues: [issue], rejected: issue.code })));
    return !walk.signal?.aborted;
  }
  let waiting: ImportRecord[] = [], handedAt = 0;
  for await (const batch of readVCards(open.file, { ...options, shrinkPhoto: shrinkPicture, signal: walk.signal })) {
    if (walk.signal?.aborted) return false;
    for (const record of batch.records) waiting.push(record);
    for (const issue of batch.issues) waiting.push({ row: issue.row, fields: {}, issues: [issue], rejected: issue.code });
    if (waiting.length >= CARDS_A_BATCH || batch.bytesRead - handedAt >= BYTES_A_BATCH || batch.bytesRead >= batch.bytesTotal) {
      const full = waiting;
      waiting = [];
      handedAt = batch.bytesRead;
      await handle(full);
      walk.onProgress?.(batch.bytesRead, batch.bytesTotal);
    }
  }
  if (waiting.length > 0) await handle(waiting);
  return !walk.signal?.aborted;
}
/** Cards may carry photos of 100 KB each: whichever is full first. */
const CARDS_A_BATCH = 1_000;
const BYTES_A_BATCH = 16 << 20;
