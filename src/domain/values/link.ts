/** A web address as people note it: "www.byrne.ie" as well as "https://byrne.ie/shop". */

/** Scheme, host with a dot and no user before it ("https://bank.example@evil.example" shows one name and opens another), port, then whatever has no blanks. */
const WEB = /^https?:\/\/[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+\.?(?::\d{1,5})?(?:[/?#][^\s\\]*)?$/iu;

/**
 * What may be opened of it: an address of the web, with https before it where nothing stood; undefined for everything else. A file
 * from elsewhere can hold `javascript:` or `file:`, and opening it would run it as ours.
 */
export function openableLink(text: string): string | undefined {
  const trimmed = text.trim();
  const whole = /^https?:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return WEB.test(whole) ? whole : undefined;
}
