/** A card's photo as a data URI of at most 100 KB; larger ones wait for a platform that can shrink them. */
import { base64Length, base64ToBytes, bytesToBase64, canonicalBase64 } from './text-encoding';
import { firstText } from './card-property';
import type { CardProperty } from './card-property';
import type { RecordDraft } from './record-draft';

/** SPEC I1: what a photo may take in a customer's document, in bytes of the picture itself. */
export const MAX_PHOTO_BYTES = 100 * 1024;

export interface Picture { readonly mediaType: string; readonly bytes: Uint8Array }
/** Makes a picture small enough; undefined where it cannot be read. */
export type ShrinkPhoto = (picture: Picture) => Promise<Picture | undefined>;

/** Takes the first picture; false for a link to one (nothing is fetched) and for what is no picture, so that it is kept as it is. */
export function readPhoto(draft: RecordDraft, property: CardProperty): boolean {
  if (draft.fields['photo'] !== undefined || draft.largePhoto !== undefined) return false;
  const uri = firstText(property);
  const data = dataOf(uri);
  if (!data) {
    if (!uri.startsWith('data:')) return false;
    draft.issues.push({ code: 'unreadable', row: draft.row, column: 'PHOTO' });
    return true;
  }
  const size = base64Length(data.base64);
  if (size > MAX_PHOTO_BYTES) draft.largePhoto = uri;
  // The text as it came, not decoded and encoded again: that would be half the time of a large file.
  else if (size > 0) draft.fields['photo'] = `data:${data.mediaType};base64,${data.base64}`;
  return true;
}

/** Media type and base64 of `data:image/jpeg;base64,...` (RFC 2397); undefined for anything else. */
function dataOf(uri: string): { readonly mediaType: string; readonly base64: string } | undefined {
  const match = /^data:([^;,]*)[^,]*;base64,/i.exec(uri);
  const base64 = match ? canonicalBase64(uri.slice(match[0].length)) : undefined;
  if (!match || base64 === undefined) return undefined;
  return { mediaType: signatureOf(base64ToBytes(base64.slice(0, 16))) ?? (match[1]!.toLowerCase() || 'image/jpeg'), base64 };
}

export function pictureFromDataUri(uri: string): Picture | undefined {
  const data = dataOf(uri);
  return data && { mediaType: data.mediaType, bytes: base64ToBytes(data.base64) };
}

const dataUriOf = ({ mediaType, bytes }: Picture): string => `data:${mediaType};base64,${bytesToBase64(bytes)}`;

/** What the first bytes say: cards often call a PNG a JPEG. */
function signatureOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png';
  if (bytes[0] === 0x47 && bytes[1] === 0x49 && bytes[2] === 0x46) return 'image/gif';
  return bytes[0] === 0x52 && bytes[8] === 0x57 && bytes[9] === 0x45 ? 'image/webp' : undefined;
}

/** Replaces a photo that was too large by its small form, or says that it stays outside; the record keeps all else. */
export async function withShrunkPhoto<T extends { fields: Record<string, unknown>; issues: unknown[]; row: number; largePhoto: string | undefined }>(draft: T, shrink: ShrinkPhoto | undefined): Promise<void> {
  if (draft.largePhoto === undefined) return;
  const picture = pictureFromDataUri(draft.largePhoto);
  const small = picture && shrink ? await shrink(picture) : undefined;
  if (small && small.bytes.length <= MAX_PHOTO_BYTES) draft.fields['photo'] = dataUriOf(small);
  else draft.issues.push({ code: 'photo-too-large', row: draft.row, column: 'PHOTO', value: `${Math.round((picture?.bytes.length ?? 0) / 1024)} KB` });
}
