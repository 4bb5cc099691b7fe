/**
 * A card as properties in the shape of jCard (RFC 7095): the one form between all the ways of writing a contact down.
 * Text is unescaped here and nowhere else; what this program does not know keeps its raw value (type 'unknown',
 * RFC 7095 section 5), so that it can be written back as it came.
 */
import type { Json } from '../../lib/json';
import type { ContentLine, Params, VCardVersion } from './content-lines';

/** `values` as in jCard: structured ones are arrays of components, a component with several values an array in it. */
export interface CardProperty { readonly group?: string | undefined; readonly name: string; readonly params: Params; readonly type: string; readonly values: readonly Json[] }

const STRUCTURED = new Set(['n', 'adr', 'org', 'gender']);
const LISTS = new Set(['nickname', 'categories']);
const TEXTS = new Set([
  'fn', 'email', 'tel', 'title', 'role', 'note', 'label', 'sort-string', 'name', 'mailer', 'tz', 'kind', 'agent', 'prodid', 'class', 'expertise', 'hobby', 'interest', 'org-directory',
  'x-ablabel', 'x-abdate', 'x-abrelatednames', 'x-abshowas', 'x-phonetic-first-name', 'x-phonetic-last-name', 'x-spouse', 'x-ms-spouse', 'x-evolution-spouse',
  'x-kaddressbook-x-spousesname', 'x-ms-child', 'x-child', 'x-anniversary', 'x-ms-anniversary', 'x-evolution-anniversary', 'x-kaddressbook-x-anniversary', 'x-android-custom',
  'x-gender', 'x-nickname', 'x-regulars',
]);
const URIS = new Set(['url', 'photo', 'logo', 'sound', 'key', 'source', 'member', 'related', 'uid', 'impp', 'geo', 'fburl', 'caladruri', 'caluri', 'contact-uri', 'socialprofile']);
const DATES = new Set(['bday', 'anniversary', 'deathdate']);

/** The value type a property has where no VALUE parameter says otherwise (RFC 6350 section 6). */
export function defaultTypeOf(name: string): string {
  if (STRUCTURED.has(name) || LISTS.has(name) || TEXTS.has(name)) return 'text';
  if (URIS.has(name)) return 'uri';
  if (DATES.has(name)) return 'date-and-or-time';
  if (name === 'lang') return 'language-tag';
  return name === 'rev' ? 'timestamp' : 'unknown';
}

export function propertyFromLine(line: ContentLine, version: VCardVersion): CardProperty {
  const declared = line.params['value'];
  const params = declared ? withoutValue(line.params) : line.params;
  const base = { group: line.group, name: line.name, params };
  if (line.isBase64) return { ...base, params: withoutMediaType(params), type: 'uri', values: [`data:${mediaTypeOf(line.name, params)};base64,${line.value}`] };
  const said = declared?.[0]?.toLowerCase();
  const type = said && !['inline', 'binary', 'content-id', 'cid', 'url'].includes(said) ? said : defaultTypeOf(line.name);
  if (type === 'unknown') return { ...base, type, values: [version === '2.1' ? escapeBare(line.value) : line.value.replace(/\n/g, '\\n')] };
  if (STRUCTURED.has(line.name)) return { ...base, type, values: [structuredValue(line, version)] };
  if (LISTS.has(line.name) && !(version === '2.1' && line.name === 'nickname')) {
    const separator = version === '2.1' ? /[,;]/ : undefined;
    const parts = separator ? line.value.split(separator) : splitEscaped(line.value, ',').map((part) => unescapeText(part, version));
    return { ...base, type, values: parts.map((part) => part.trim()).filter(Boolean) };
  }
  return { ...base, type, values: [unescapeText(line.value, version)] };
}

function withoutValue(params: Params): Params {
  const { value: _, ...others } = params;
  return others;
}

function structuredValue(line: ContentLine, version: VCardVersion): Json {
  const components = splitEscaped(line.value, ';').map((component): Json => {
    if (version === '2.1' || line.name === 'org') return unescapeText(component, version).trim();
    const parts = splitEscaped(component, ',').map((part) => unescapeText(part, version).trim()).filter(Boolean);
    return parts.length > 1 ? parts : (parts[0] ?? '');
  });
  return components.length > 1 ? components : (components[0] ?? '');
}

/** Splits at separators that no backslash precedes; the parts keep their escapes. */
export function splitEscaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** 2.1 escapes separators only, so that `C:\new` stays; later versions also line breaks (RFC 6350 3.4) and, in Google's files, colons and quotes. */
export function unescapeText(text: string, version: VCardVersion): string {
  if (!text.includes('\\')) return text;
  if (version === '2.1') return text.replace(/\\([;,:])/g, '$1');
  return text.replace(/\\([nN\\,;:"])/g, (_, code: string) => (code === 'n' || code === 'N' ? '\n' : code));
}

/** A raw 2.1 value in the escapes of 3.0 and 4.0. */
const escapeBare = (text: string): string => text.replace(/\\(?!;)/g, '\\\\').replace(/\n/g, '\\n');

/** All text of a value, components and parts in order; '' for what is no text. */
export function textsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return Array.isArray(value) ? (value as readonly Json[]).map((part) => textsOf(part).join(', ')) : [''];
}

export const firstText = (property: CardProperty): string => textsOf(property.values[0]).join(' ').trim();

const MEDIA: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg', jpg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', bmp: 'image/bmp', tiff: 'image/tiff', heic: 'image/heic',
  wave: 'audio/wav', wav: 'audio/wav', pcm: 'audio/basic', aiff: 'audio/aiff', mp3: 'audio/mpeg', ogg: 'audio/ogg', x509: 'application/pkix-cert', pgp: 'application/pgp-keys',
};

/** Media type from TYPE=JPEG, MEDIATYPE=image/jpeg or TYPE=image/jpeg. */
function mediaTypeOf(name: string, params: Params): string {
  const named = [...(params['mediatype'] ?? []), ...(params['type'] ?? [])];
  for (const type of named) {
    if (type.includes('/')) return type.toLowerCase();
    const known = MEDIA[type.toLowerCase()];
    if (known) return known;
  }
  return name === 'photo' || name === 'logo' ? 'image/jpeg' : 'application/octet-stream';
}

function withoutMediaType(params: Params): Params {
  const { mediatype: _, ...rest } = params;
  const types = (params['type'] ?? []).filter((type) => !type.includes('/') && !(type in MEDIA));
  if (types.length > 0) return { ...rest, type: types };
  const { type: __, ...bare } = rest;
  return bare;
}

/** The short name for a media type, as TYPE= of vCard 3.0 wants it ('image/jpeg' -> 'JPEG'). */
export function shortMediaType(mediaType: string): string {
  const short = Object.entries(MEDIA).find(([, media]) => media === mediaType)?.[0];
  return (short ?? mediaType.replace(/^.*\//, '')).toUpperCase();
}
