/** A card's large photo made small enough for a customer's document, in the worker. Undefined where it cannot be read. */
import { MAX_PHOTO_BYTES, type Picture } from '../../transfer/vcard/read-photo';

const ATTEMPTS = [[480, 0.85], [360, 0.8], [256, 0.75], [160, 0.7]] as const;

export async function shrinkPicture({ mediaType, bytes }: Picture): Promise<Picture | undefined> {
  if (typeof OffscreenCanvas === 'undefined' || typeof createImageBitmap === 'undefined') return undefined;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: mediaType }), { imageOrientation: 'from-image' });
  } catch {
    return undefined; // Not a picture that this browser can decode: the card's issue says so.
  }
  try {
    for (const [size, quality] of ATTEMPTS) {
      const scale = Math.min(1, size / Math.max(bitmap.width, bitmap.height));
      const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
      const context = canvas.getContext('2d');
      if (!context) return undefined;
      context.fillStyle = '#fff'; // Transparent PNGs would turn black as JPEG.
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= MAX_PHOTO_BYTES) return { mediaType: 'image/jpeg', bytes: new Uint8Array(await blob.arrayBuffer()) };
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}
