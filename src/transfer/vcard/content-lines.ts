/**
 * One card's bytes to content lines: unfolded, parameters read, quoted-printable and charset resolved. Tolerant, because
 * the files of real programs are not what the RFCs say: ical.js refuses bare types (`TEL;WORK`) and soft line breaks, so
 * that it reads none of the 2.1 exports tried; one reader for all three versions is smaller than a normaliser before it.
 *
 *   2.1  `=` at a line's end continues quoted-printable; a fold keeps its blank; base64 ends at an empty line
 *   3.0, 4.0  a line that starts with a blank continues the last one, without that blank (RFC 6350 3.2)
 *   any  a line without a name belongs to the value before it: some programs write notes with bare line breaks
 */
import type { IssueCode } from '../contact-record';
import { binaryToBytes, bytesToBinary, decodeBytes, quotedPrintableToBytes, strictUtf8 } from './text-encoding';

export type VCardVersion = '2.1' | '3.0' | '4.0';
export type Params = Readonly<Record<string, readonly string[]>>;

/** `name` and parameter names in lower case, `type` values too; `value` decoded but not unescaped. */
export interface ContentLine { readonly group?: string | undefined; readonly name: string; readonly params: Params; readonly value: string; readonly isBase64: boolean }
export interface LineIssue { readonly code: IssueCode; readonly column?: string | undefined; readonly value?: string | undefined }
export interface CardLines { readonly version: VCardVersion; readonly lines: readonly ContentLine[]; readonly issues: readonly LineIssue[] }

const NAMED = /^[^\s:;="]+[;:]/;
const BASE64_LINE = /^[A-Za-z0-9+/=]+$/;

export function readContentLines(bytes: Uint8Array): CardLines {
  const valid = strictUtf8(bytes);
  const isBinary = valid === undefined;
  const physical = (valid ?? bytesToBinary(bytes)).split('\n');
  const version = versionOf(physical);
  const issues: LineIssue[] = [];
  const lines: ContentLine[] = [];
  for (const logical of unfold(physical, version, issues)) {
    const line = parseLine(logical, version, isBinary, issues);
    if (line) lines.push(line);
  }
  return { version, lines, issues };
}

function versionOf(lines: readonly string[]): VCardVersion {
  for (const line of lines) {
    const found = /^version\s*[;:]\D*(\d)/i.exec(line)?.[1];
    if (found) return found === '2' ? '2.1' : found === '4' ? '4.0' : '3.0';
  }
  return '3.0';
}

/** Joins physical lines to logical ones; leaves out the outer BEGIN, END and VERSION. */
function unfold(physical: readonly string[], version: VCardVersion, issues: LineIssue[]): string[] {
  const logical: string[] = [];
  let open = false, quoted = false, base64 = false;
  let nested = 0;
  const extend = (text: string): void => { logical[logical.length - 1] += text; };
  for (const line of physical) {
    const isBegin = /^begin\s*:\s*vcard\s*$/i.test(line);
    if (nested > 0 || (isBegin && /^agent[^:]*:\s*$/i.test(logical.at(-1) ?? ''))) {
      if (isBegin) nested += 1;
      else if (/^end\s*:\s*vcard\s*$/i.test(line)) nested -= 1;
      extend(nested === 1 && isBegin ? line : `\n${line}`);
      continue;
    }
    if (open && quoted && logical.at(-1)!.endsWith('=') && !/^end\s*:\s*vcard\s*$/i.test(line)) {
      logical[logical.length - 1] = logical.at(-1)!.slice(0, -1) + line.replace(/[ \t]+$/, '');
      continue;
    }
    if (line.trim() === '') {
      base64 = false;
      continue;
    }
    if (open && /^[ \t]/.test(line)) {
      extend(base64 ? line.trim() : version === '2.1' ? line : line.slice(1));
      continue;
    }
    if (open && base64 && BASE64_LINE.test(line)) {
      extend(line);
      continue;
    }
    if (isBegin || /^(end\s*:\s*vcard|version\s*[;:])/i.test(line)) continue;
    if (!NAMED.test(line)) {
      if (open) extend(`\n${line}`);
      else issues.push({ code: 'unreadable', value: line.slice(0, 80) });
      continue;
    }
    const head = line.slice(0, colonOf(line)).toUpperCase();
    quoted = head.includes('QUOTED-PRINTABLE');
    base64 = /[;=](BASE64|B)(;|$)/.test(head);
    open = true;
    logical.push(quoted ? line.replace(/[ \t]+$/, '') : line);
  }
  return logical;
}

/** Place of the colon that ends the parameters: the first outside quotes, or the first of all where the quotes do not pair. */
function colonOf(line: string): number {
  let inQuotes = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (char === '"') inQuotes = !inQuotes;
    else if (char === ':' && !inQuotes) return i;
  }
  return line.indexOf(':');
}

function parseLine(logical: string, version: VCardVersion, isBinary: boolean, issues: LineIssue[]): ContentLine | undefined {
  const colon = colonOf(logical);
  if (colon < 0) {
    issues.push({ code: 'unreadable', value: logical.slice(0, 80) });
    return undefined;
  }
  const [qualified = '', ...rawParams] = splitOutsideQuotes(logical.slice(0, colon), ';');
  const dot = qualified.lastIndexOf('.');
  const name = qualified.slice(dot + 1).trim().toLowerCase();
  if (!name) return undefined;
  const { encoding, charset, params } = parseParams(rawParams, version);
  const raw = logical.slice(colon + 1);
  const line = { group: dot > 0 ? qualified.slice(0, dot) : undefined, name, params };
  if (encoding === 'b' || encoding === 'base64') return { ...line, value: raw.replace(/\s+/g, ''), isBase64: true };
  const report = (code: IssueCode): void => {
    if (!issues.some((issue) => issue.code === code && (code === 'encoding-guessed' || issue.column === name))) issues.push({ code, column: name.toUpperCase() });
  };
  const isQuoted = encoding === 'quoted-printable';
  if (!isQuoted && !isBinary && !isRecodable(raw, charset)) return { ...line, value: raw, isBase64: false };
  const bytes = isQuoted ? quotedPrintableToBytes(raw, isBinary) : isBinary ? binaryToBytes(raw) : new TextEncoder().encode(raw);
  const decoded = decodeBytes(bytes, charset);
  if (decoded.issue) report(decoded.issue);
  return { ...line, value: decoded.text.replace(/\r\n?/g, '\n'), isBase64: false };
}

/** ISO-2022-JP and the like are plain ASCII until decoded; text that already came in as UTF-8 letters is not decoded twice. */
const isRecodable = (raw: string, charset: string | undefined): boolean => charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset) && raw.includes('\u001b');

function parseParams(raw: readonly string[], version: VCardVersion): { encoding: string | undefined; charset: string | undefined; params: Params } {
  const params: Record<string, string[]> = {};
  let encoding: string | undefined, charset: string | undefined;
  for (const text of raw) {
    const equals = text.indexOf('=');
    const bare = equals < 0 ? text.trim() : '';
    if (equals < 0 && !bare) continue;
    const name = equals < 0 ? bareParamName(bare) : text.slice(0, equals).trim().toLowerCase();
    const values = equals < 0 ? [bare] : splitOutsideQuotes(text.slice(equals + 1), ',').map((value) => unquote(value, version));
    if (name === 'encoding') encoding = values[0]?.toLowerCase();
    else if (name === 'charset') charset = values[0];
    else if (name === 'type') (params['type'] ??= []).push(...values.flatMap((value) => value.split(',')).map((value) => value.trim().toLowerCase()).filter(Boolean));
    else if (/^[a-z0-9-]+$/.test(name) && name !== '__proto__') (params[name] ??= []).push(...values);
  }
  return { encoding, charset, params };
}

function bareParamName(value: string): string {
  if (/^(quoted-printable|base64|b|7bit|8bit)$/i.test(value)) return 'encoding';
  return /^(inline|content-id|cid|uri)$/i.test(value) ? 'value' : 'type';
}

/** Quotes off, RFC 6868 escapes resolved (4.0 only: before it a caret was a caret). */
function unquote(text: string, version: VCardVersion): string {
  const trimmed = text.trim();
  const bare = trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
  if (version !== '4.0') return bare;
  return bare.replace(/\^([n'^])/g, (_, code: string) => (code === 'n' ? '\n' : code === "'" ? '"' : '^'));
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0, inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') inQuotes = !inQuotes;
    else if (text[i] === separator && !inQuotes) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
