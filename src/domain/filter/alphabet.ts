/**
 * Sort keys that stand for a locale's own alphabet. `Intl.Collator` needs 0.3-1 s for 50,000 names; keys that compare by
 * `<` need a tenth. The collator is asked once per character: which are equal but for their accents (German ä = a), which
 * are letters of their own (Swedish ä after z), and which pairs count as one letter (Czech ch).
 */
import { fold } from '../../lib/text';

const PAIRS = ['ch', 'cs', 'dz', 'gy', 'lj', 'll', 'ly', 'nj', 'ny', 'sz', 'ty', 'zs', 'aa'];
/** Latin, Greek, Cyrillic and kana; others are added when they are met. */
const COMMON = [[0x20, 0x7e], [0xa1, 0x17f], [0x1e00, 0x1eff], [0x386, 0x3ce], [0x400, 0x45f], [0x3041, 0x30fe]] as const;

export interface Alphabet {
  /** Compares like the locale does, accents and case aside; stable while `epoch` stays. */
  keyOf(text: string): string;
  /** Counts how often unknown characters made earlier keys worthless. */
  readonly epoch: number;
}

/** `locale` is a BCP 47 tag; one that the platform does not know falls back to its own. */
export function createAlphabet(locale: string): Alphabet {
  const collator = new Intl.Collator([locale, 'en'], { sensitivity: 'base', numeric: false });
  const pairs = PAIRS.filter((pair) => collator.compare(pair, `${pair[0]!}z`) > 0 && pair[1]! < 'z');
  const known = new Set<string>(pairs);
  let keys = new Map<string, string>();
  let epoch = 0;
  for (const [from, to] of COMMON) for (let code = from; code <= to; code++) known.add(String.fromCharCode(code).toLowerCase());
  rank();

  function rank(): void {
    const units = [...known].map((unit) => ({ unit, parts: partsOf(unit) }));
    const single = units.filter(({ parts }) => parts === undefined).map(({ unit }) => unit).sort(collator.compare);
    keys = new Map();
    let place = 0x20;
    single.forEach((unit, i) => {
      if (i === 0 || collator.compare(single[i - 1]!, unit) !== 0) place += 1;
      // The surrogate range would compare out of order with what follows it only when split; keys never are.
      keys.set(unit, String.fromCharCode(place));
    });
    for (const { unit, parts } of units) if (parts !== undefined) keys.set(unit, [...parts].map((part) => keys.get(part) ?? '').join(''));
  }

  /** The plain letters a character equals in this locale (ß = ss); undefined where it is a letter of its own. */
  function partsOf(unit: string): string | undefined {
    if (pairs.includes(unit)) return undefined;
    const plain = fold(unit);
    return plain !== unit && plain !== '' && collator.compare(plain, unit) === 0 && [...plain].every((part) => known.has(part)) ? plain : undefined;
  }

  function keyOf(text: string): string {
    const lower = text.toLowerCase();
    let key = '';
    for (let i = 0; i < lower.length; i++) {
      const pair = pairs.length > 0 ? keys.get(lower.slice(i, i + 2)) : undefined;
      if (pair !== undefined && pairs.includes(lower.slice(i, i + 2))) {
        key += pair;
        i += 1;
        continue;
      }
      const unit = lower[i]!;
      const one = keys.get(unit);
      if (one !== undefined) key += one;
      else if (/\p{M}/u.test(unit)) continue;
      else {
        known.add(unit);
        epoch += 1;
        pendingRank = true;
        key += unit;
      }
    }
    return key;
  }

  let pendingRank = false;
  return {
    keyOf(text) {
      let key = keyOf(/[\u0300-\u036f]/.test(text) ? text.normalize('NFC') : text);
      if (pendingRank) {
        pendingRank = false;
        rank();
        key = keyOf(text);
      }
      return key;
    },
    get epoch() { return epoch; },
  };
}
