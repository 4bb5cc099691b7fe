/** The codec of a book without a lock: values are stored as they are. */
import type { Codec } from '../ports';

export const identityCodec: Codec = { encode: (plain) => plain, decode: (stored) => stored };
