/**
 * How likely two customers are one (SPEC I5). Scores do not add up: the strongest reason counts; only a name that agrees
 * with a shared phone or mailbox makes the two together certain.
 *
 *   same e-mail 100 · same name + birthday 90 · same phone 80 · same name + postcode 70 · same name + company 60 · similar name 30
 *   exceptions: a mailbox that several people read, or a phone shared by people of different given names, is worth 50
 */
import { fold, isWithinOneEdit } from '../../lib/text';
import type { CustomerRow } from '../customer/row';
import { isSharedMailbox, normalizeEmail } from '../values/email';
import { isSameBirthday } from '../values/partial-date';
import { isSamePhone } from '../values/phone';
import { firstGivenName, isNicknameOf } from './nicknames';

export type DuplicateReason = 'email' | 'nameAndBirthday' | 'phone' | 'nameAndPostcode' | 'nameAndCompany' | 'similarName' | 'sharedMailbox' | 'familyPhone';
export const REASON_SCORES: Readonly<Record<DuplicateReason, number>> = { email: 100, nameAndBirthday: 90, phone: 80, nameAndPostcode: 70, nameAndCompany: 60, sharedMailbox: 50, familyPhone: 50, similarName: 30 };
/** From here on one is stopped and shown the other. */
export const STOP_SCORE = 90;
/** From here on a hint is shown. */
export const HINT_SCORE = 60;

/** What is known of someone so far; phones as digits (`phoneDigits`). */
export type DuplicateDraft = Partial<Pick<CustomerRow, 'id' | 'name' | 'kind' | 'given' | 'family' | 'nickname' | 'org' | 'emails' | 'phones' | 'birthday' | 'postcode' | 'notSame'>>;
export interface DuplicateScore { readonly score: number; readonly level: 'stop' | 'hint' | 'low'; readonly reasons: readonly DuplicateReason[] }

export type NameLikeness = 'same' | 'similar' | 'different' | 'unknown';

/** Same: family name equal and given names equal or one the other's short form. Symmetric. */
export function compareNames(a: DuplicateDraft, b: DuplicateDraft): NameLikeness {
  if (a.kind === 'company' || b.kind === 'company') {
    const left = companyName(a.org ?? a.name);
    const right = companyName(b.org ?? b.name);
    return left === '' || right === '' ? 'unknown' : a.kind === b.kind && left === right ? 'same' : 'different';
  }
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.family === '' || right.family === '') {
    const whole = wholeName(a);
    return left.family === right.family && whole !== '' && whole === wholeName(b) ? 'same' : 'unknown';
  }
  const swapped = left.family === right.given && left.given === right.family && left.given !== '';
  if (swapped) return 'similar';
  if (left.family !== right.family) return left.given === right.given && left.given !== '' && left.family.length >= 5 && right.family.length >= 5 && isWithinOneEdit(left.family, right.family) ? 'similar' : 'different';
  if (left.given === '' || right.given === '') return 'similar';
  if (isNicknameOf(left.given, right.given) || (left.nickname !== '' && left.nickname === right.given) || (right.nickname !== '' && right.nickname === left.given)) return 'same';
  const initial = left.given.length === 1 || right.given.length === 1;
  if (initial && left.given[0] === right.given[0]) return 'similar';
  return left.given.length >= 4 && right.given.length >= 4 && isWithinOneEdit(left.given, right.given) ? 'similar' : 'different';
}

interface NameParts { readonly family: string; readonly given: string; readonly nickname: string }

/** The shown name, folded: for people of one name. */
export const wholeName = ({ name }: DuplicateDraft): string => fold(name ?? '').trim();

/** Folded; where no family name is known, the shown name's last word is taken for it. */
export function partsOf({ given, family, nickname, name }: DuplicateDraft): NameParts {
  const nick = nickname ? firstGivenName(nickname) : '';
  if (family && squash(family) !== '') return { family: squash(family), given: firstGivenName(given ?? ''), nickname: nick };
  const words = fold(name ?? '') === fold(given ?? '') ? [] : fold(name ?? '').trim().split(/\s+/).filter(Boolean);
  const first = firstGivenName(given ?? '') || firstGivenName(words[0] ?? '');
  return { family: words.length < 2 ? '' : squash(words.at(-1)!), given: first, nickname: nick };
}

/** Ó Briain, O'Briain and OBriain are one spelling. */
const squash = (name: string): string => fold(name).replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
/** Folded, without legal form: 'Weinhaus Lang GmbH & Co. KG' -> 'weinhauslang'. */
export const companyName = (name: string | undefined): string => squash(fold(name ?? '').replace(/[.,]/g, ' ').replace(/\b(?:gmbh|ag|kg|co|ohg|ug|gbr|ltd|limited|llc|inc|plc|sarl|sa|sas|srl|spa|bv|nv|ab|oy|as|aps|e\s*k|&|and|und)\b/g, ' '));

/** Undefined where nothing speaks for it, or someone has said that they are not the same. Symmetric. */
export function scorePair(a: DuplicateDraft, b: DuplicateDraft): DuplicateScore | undefined {
  if (a.id !== undefined && (a.id === b.id || b.notSame?.includes(a.id))) return undefined;
  if (b.id !== undefined && a.notSame?.includes(b.id)) return undefined;
  const reasons: DuplicateReason[] = [];
  const names = compareNames(a, b);
  const email = shared(a.emails, b.emails, (x, y) => normalizeEmail(x) === normalizeEmail(y));
  if (email !== undefined) reasons.push(isSharedMailbox(email) && names !== 'same' ? 'sharedMailbox' : 'email');
  if (shared(a.phones, b.phones, isSamePhone) !== undefined) reasons.push(isFamily(a, b, names) ? 'familyPhone' : 'phone');
  if (names === 'same') {
    if (isSameBirthday(a.birthday, b.birthday)) reasons.push('nameAndBirthday');
    if (a.postcode && b.postcode && squash(a.postcode) === squash(b.postcode)) reasons.push('nameAndPostcode');
    if (a.org && b.org && companyName(a.org) === companyName(b.org)) reasons.push('nameAndCompany');
  }
  if (reasons.length === 0 && (names === 'same' || names === 'similar')) reasons.push('similarName');
  if (reasons.length === 0) return undefined;
  reasons.sort((x, y) => REASON_SCORES[y] - REASON_SCORES[x]);
  const best = REASON_SCORES[reasons[0]!];
  const score = names === 'same' && reasons.includes('phone') ? Math.max(best, 95) : best;
  return { score, level: score >= STOP_SCORE ? 'stop' : score >= HINT_SCORE ? 'hint' : 'low', reasons };
}

/** Two people of different given names at one phone; with one name unknown it may well be the same person. */
function isFamily(a: DuplicateDraft, b: DuplicateDraft, names: NameLikeness): boolean {
  if (names !== 'different') return false;
  if (a.kind === 'company' || b.kind === 'company') return true;
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.given !== '' && right.given !== '' && left.given !== right.given;
}

function shared(a: readonly string[] | undefined, b: readonly string[] | undefined, same: (x: string, y: string) => boolean): string | undefined {
  return a?.find((x) => x !== '' && b?.some((y) => same(x, y)));
}
