/** Small vCard files with the quirks of the programs that write them. */
import { readFileSync } from 'node:fs';

export const VCARD_FIXTURES = ['android-2.1.vcf', 'google-3.0.vcf', 'outlook-2.1-cp1252.vcf', 'rfc-4.0-lf.vcf'] as const;
export type VCardFixture = (typeof VCARD_FIXTURES)[number];

export const vcardFixture = (name: VCardFixture): Uint8Array => new Uint8Array(readFileSync(new URL(`./fixtures/vcards/${name}`, import.meta.url)));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
