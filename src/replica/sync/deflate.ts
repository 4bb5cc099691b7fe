/** Packing of batches by the platform's own deflate, off the main thread where there is one. Unpacking never throws and is bounded. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const read = await drain(bytes, new CompressionStream('deflate-raw'), Infinity);
  return read ?? bytes;
}

/** undefined: not deflated bytes, or more than `limit` of them. */
export const inflate = (bytes: Uint8Array, limit: number): Promise<Uint8Array | undefined> => drain(bytes, new DecompressionStream('deflate-raw'), limit);

async function drain(bytes: Uint8Array, stream: CompressionStream | DecompressionStream, limit: number): Promise<Uint8Array | undefined> {
  const writer = stream.writable.getWriter();
  // The reader below meets the same failure; here it would go unnoticed as a rejection.
  const written = writer.write(Uint8Array.from(bytes)).then(() => writer.close()).catch(() => undefined);
  const reader = stream.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > limit) {
        await reader.cancel();
        return undefined;
      }
      parts.push(value);
    }
    await written;
  } catch {
    return undefined; // Damaged: whatever the platform throws means the same.
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
