/**
 * Finds codes of base64url in whatever people paste. Seen in the wild: the address in angle brackets or quotes, a full
 * stop after it, lines wrapped and quoted ("> "), soft hyphens and zero-width blanks, '#' as %23, a redirect around the whole
 * (safelinks, l.facebook.com), tracking parameters, "--" turned into a dash, '=' at line ends (quoted-printable).
 */
const MAX_TEXT = 100_000;
const MAX_STARTS = 50;

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\ufeff]/g;
/** A line break, with what mail programs put around it. */
const WRAP = /=?[ \t]*[\r\n]+(?:[ \t]*>)*[ \t]*/g;
const DASHES: readonly (readonly [RegExp, string])[] = [[/[\u2010-\u2013\u2212]/g, '-'], [/[\u2014\u2015]/g, '--']];

/**
 * Texts that begin with `start` and go on with letters of base64url, the likeliest first: behind `route`, then wherever the start stands.
 * What stands behind the code may be among them.
 */
export function pastedCodes(text: string, start: string, route?: string): readonly string[] {
  const codes = new Set<string>();
  for (const reading of readingsOf(text.slice(0, MAX_TEXT))) {
    for (const at of startsIn(reading, start, route)) {
      const code = /^[\w-]*/.exec(reading.slice(at))![0];
      codes.add(code);
    }
  }
  return [...codes];
}

/** As it stands, with escapes undone, and the same without blanks inside: a code that was read aloud or broken at a column. */
function readingsOf(text: string): readonly string[] {
  let plain = text.replace(INVISIBLE, '');
  for (const [dash, letters] of DASHES) plain = plain.replace(dash, letters);
  const escapes = [plain];
  for (let i = 0; i < 3 && /%[0-9a-f]{2}/i.test(escapes.at(-1)!); i++) escapes.push(unescapeOnce(escapes.at(-1)!));
  return escapes.flatMap((reading) => [reading, reading.replace(WRAP, ''), reading.replace(/\s+/g, '')]).map((reading) => reading.replace(/\+/g, '-'));
}

/** Byte-wise for ASCII: a stray percent sign must not spoil the rest. */
const unescapeOnce = (text: string): string => text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

function startsIn(text: string, start: string, route: string | undefined): readonly number[] {
  const starts: number[] = [];
  if (route !== undefined) {
    for (let at = text.indexOf(route); at >= 0; at = text.indexOf(route, at + 1)) {
      if (text.startsWith(start, at + route.length)) starts.push(at + route.length);
    }
  }
  for (let at = text.indexOf(start); at >= 0 && starts.length < MAX_STARTS; at = text.indexOf(start, at + 1)) starts.push(at);
  return starts;
}
