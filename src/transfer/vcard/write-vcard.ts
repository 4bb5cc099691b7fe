/**
 * Properties to text: vCard 4.0 (RFC 6350) for programs of today, 3.0 (RFC 2426 with what Apple and Google made of it)
 * for phones. CRLF, folded at 75 octets without cutting a letter, everything escaped: no value can start a line of its own.
 */
import type { Json } from '../../lib/json';
import { defaultTypeOf, shortMediaType, textsOf } from './card-property';
import type { CardProperty } from './card-property';
import { propertiesFromCustomer } from './customer-to-card';
import type { CardSource, CardWriteOptions } from './customer-to-card';
import { propertiesForVersion3 } from './version3';

export const PRODID = '-//Regulars//Customer book//EN';

/** One customer as a vCard, with its line break at the end. */
export function writeVCard(source: CardSource, version: '3.0' | '4.0', options: CardWriteOptions = {}): string {
  const properties = propertiesFromCustomer(source, options);
  const lines = ['BEGIN:VCARD', `VERSION:${version}`, `PRODID:${PRODID}`];
  for (const property of version === '4.0' ? properties : propertiesForVersion3(properties)) lines.push(foldLine(lineOf(property, version)));
  return `${lines.join('\r\n')}\r\nEND:VCARD\r\n`;
}

function lineOf(property: CardProperty, version: '3.0' | '4.0'): string {
  const { group, name, params, type, values } = property;
  let head = `${group ? `${group}.` : ''}${name.toUpperCase()}`;
  const picture = version === '3.0' && type === 'uri' ? /^data:([^;,]*)[^,]*;base64,/i.exec(textsOf(values[0])[0] ?? '') : null;
  if (picture) head += `;ENCODING=b;TYPE=${safeToken(shortMediaType(picture[1]!))}`;
  else if (type !== defaultTypeOf(name) && type !== 'unknown') head += `;VALUE=${safeToken(type)}`;
  for (const key in params) head += `;${key.toUpperCase()}=${params[key]!.map((value) => paramValue(value, version)).join(',')}`;
  if (picture) return `${head}:${textsOf(values[0])[0]!.slice(picture[0].length)}`;
  const texts = values.map((value) => formatValue(value, property));
  return `${head}:${(version === '4.0' && type === 'date-and-or-time' ? texts.map(basicDate) : texts).join(',')}`;
}

/** RFC 6350 4.3: 4.0 knows days in the basic format only, 19800322 and --0412; a month stays 1980-03. */
const basicDate = (date: string): string => date.replace(/^(\d{4}|-)-(\d\d)-(\d\d)$/, '$1$2$3').replace(/^-(\d{4})$/, '--$1');

function formatValue(value: Json, { type }: CardProperty): string {
  if (Array.isArray(value)) {
    const components = (value as readonly Json[]).map((component) => textsOf(component).length > 0 && Array.isArray(component) ? (component as readonly Json[]).map((part) => escapeText(textsOf(part).join(' '))).join(',') : escapeText(textsOf(component).join(' ')));
    return components.join(';');
  }
  const text = textsOf(value).join(' ');
  if (type === 'unknown') return text.replace(/\r\n?|\n/g, '\\n');
  return type === 'text' ? escapeText(text) : text.replace(/[\r\n]+/g, '');
}

/** RFC 6350 3.4. */
const escapeText = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\r\n?|\n/g, '\\n').replace(/,/g, '\\,').replace(/;/g, '\\;');

const safeToken = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '');

/** Quoted where it must be; line breaks and quotes by RFC 6868 in 4.0, left out of what 3.0 cannot say. */
function paramValue(value: string, version: '3.0' | '4.0'): string {
  const safe = version === '4.0'
    ? value.replace(/\^/g, '^^').replace(/\r\n?|\n/g, '^n').replace(/"/g, "^'")
    : value.replace(/\r\n?|\n/g, ' ').replace(/"/g, "'");
  const printable = safe.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, ''); // eslint-disable-line no-control-regex -- control characters are what must not pass
  return /[:;,\s]|^$/.test(printable) ? `"${printable}"` : printable;
}

const encoder = new TextEncoder();

/** Folds at 75 octets, the blank of the next line counted in (RFC 6350 3.2). */
export function foldLine(line: string): string {
  if (line.length <= 25 || encoder.encode(line).length <= 75) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const code = letter.codePointAt(0)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
    if (octets + size > 75) {
      parts.push(part);
      part = '';
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  parts.push(part);
  return parts.join('\r\n ');
}
