/** Finds what a line of a note means. Pure; positions are UTF-16 offsets within the line, in order, never overlapping. */
export type NoteMark =
  | { readonly kind: 'checkbox'; readonly from: number; readonly to: number; readonly checked: boolean }
  | { readonly kind: 'bullet'; readonly from: number; readonly to: number }
  | { readonly kind: 'done'; readonly from: number; readonly to: number }
  | { readonly kind: 'link'; readonly from: number; readonly to: number; readonly href: string };

const LINE_START = /^(\s*)(?:([-*])\s)?(?:\[([ xX])\]\s?)?/;
const URL_PATTERN = String.raw`\bhttps?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]|\bwww\.[^\s<>"']*[^\s<>"'.,;:!?)\]]`;
const EMAIL_PATTERN = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
// Seven digits or more with the usual separators; dates (12.04.2026, 2026-04-12) are shorter groups and are told apart below.
const PHONE_PATTERN = String.raw`(?<![\w.,/-])\+?\(?\d[\d\s()./-]{5,}\d(?![\w])`;
const TOKEN = new RegExp(`(${URL_PATTERN})|(${EMAIL_PATTERN})|(${PHONE_PATTERN})`, 'g');
const DATE_LIKE = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}\s?-\s?\d{4})$/;

function linkOf(text: string, isUrl: boolean, isEmail: boolean): string | undefined {
  if (isUrl) return text.startsWith('www.') ? `https://${text}` : text;
  if (isEmail) return `mailto:${text}`;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || DATE_LIKE.test(text.trim())) return undefined;
  return `tel:${text.startsWith('+') ? '+' : ''}${digits}`;
}

export function findNoteMarks(line: string): NoteMark[] {
  const marks: NoteMark[] = [];
  const start = LINE_START.exec(line);
  let from = 0;
  let done = false;
  if (start && start[3] !== undefined) {
    done = start[3] !== ' ';
    const box = start[0].replace(/\s$/, '');
    marks.push({ kind: 'checkbox', from: start[1]!.length, to: box.length, checked: done });
    from = start[0].length;
  } else if (start?.[2]) {
    marks.push({ kind: 'bullet', from: start[1]!.length, to: start[1]!.length + 1 });
    from = start[0].length;
  }
  if (done) {
    if (line.length > from) marks.push({ kind: 'done', from, to: line.length });
    return marks;
  }
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(line); match; match = TOKEN.exec(line)) {
    const href = linkOf(match[0], match[1] !== undefined, match[2] !== undefined);
    if (href) marks.push({ kind: 'link', from: match.index, to: match.index + match[0].length, href });
  }
  return marks;
}

/** What Enter puts at the start of the next line: the same bullet, number or an empty box; '' ends a list that has nothing on its line. */
export function continueList(line: string): { readonly insert: string } | { readonly clear: true } | undefined {
  const match = /^(\s*)(?:([-*])\s|(\d{1,3})([.)])\s)?(\[[ xX]\]\s)?/.exec(line);
  if (!match || (!match[2] && !match[3] && !match[5])) return undefined;
  if (match[0].length === line.length) return { clear: true };
  const marker = match[2] ? `${match[2]} ` : match[3] ? `${Number(match[3]) + 1}${match[4]} ` : '';
  return { insert: `${match[1]}${marker}${match[5] ? '[ ] ' : ''}` };
}

const REPEATED = [/^(\s*)[-*] (?:\[[ xX]\] )?([-*])$/, /^(\s*)\d{1,3}[.)] (\d{1,3}[.)])$/, /^(\s*)\[[ xX]\] (\[[ xX]\])$/];

/** The start of a line on which somebody has typed the marker that Enter had put there already ("- -"): the marker once, as typed. */
export function withoutRepeatedMarker(line: string): string | undefined {
  for (const pattern of REPEATED) {
    const match = pattern.exec(line);
    if (match) return `${match[1]}${match[2]}`;
  }
  return undefined;
}
