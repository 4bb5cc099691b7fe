/**
 * Makes any picture the browser can read small enough to live in the customer's document (SPEC I1: <= 100 KB), so that
 * it travels with the record. Square-cropped to the middle, stepwise smaller until it fits; EXIF rotation applied.
 */
import { err, ok } from '../../../lib/result';
import type { Result } from '../../../lib/result';

export const PHOTO_LIMIT_BYTES = 100 * 1024;
const ATTEMPTS = [[480, 0.85], [360, 0.8], [256, 0.75], [160, 0.7]] as const;

/** A JPEG data URI of at most `PHOTO_LIMIT_BYTES`, or `unreadable` where the file is no picture. */
export async function shrinkPhoto(file: Blob): Promise<Result<string, { readonly kind: 'unreadable' }>> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return err({ kind: 'unreadable' }); // createImageBitmap rejects with InvalidStateError for anything it cannot decode
  }
  const side = Math.min(bitmap.width, bitmap.height);
  try {
    for (const [size, quality] of ATTEMPTS) {
      const target = Math.min(size, side);
      const canvas = new OffscreenCanvas(target, target);
      const context = canvas.getContext('2d');
      if (!context) return err({ kind: 'unreadable' });
      context.fillStyle = '#fff'; // transparent PNGs would turn black as JPEG
      context.fillRect(0, 0, target, target);
      context.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, target, target);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= PHOTO_LIMIT_BYTES) return ok(await toDataUri(blob));
    }
    return err({ kind: 'unreadable' });
  } finally {
    bitmap.close();
  }
}

/** RFC 2397 data URI of a blob's bytes. */
export async function toDataUri(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return `data:${blob.type};base64,${btoa(binary)}`;
}
