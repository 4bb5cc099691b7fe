/**
 * ITU country calling codes (E.164 Annex list): enough to take the country code off a number's digits and to put the
 * trunk zero in its place, without the number plans that libphonenumber carries.
 */

/** Two-digit codes; '1' and '7' have one digit, everything else three. */
const TWO_DIGITS = new Set([
  '20', '27', '30', '31', '32', '33', '34', '36', '39', '40', '41', '43', '44', '45', '46', '47', '48', '49', '51', '52', '53', '54', '55', '56', '57', '58',
  '60', '61', '62', '63', '64', '65', '66', '81', '82', '84', '86', '90', '91', '92', '93', '94', '95', '98',
]);
/** Plans without a trunk zero: North America, Italy (the zero is part of the number), Spain, Portugal, Denmark, Norway, Poland, Greece and others dial all digits as they are. */
const WITHOUT_TRUNK_ZERO = new Set(['1', '39', '34', '351', '45', '47', '48', '30', '420', '352', '354', '356', '372', '371', '65', '852', '853']);

/** The country calling code at the head of international digits ('353861234567' -> '353'); undefined for none. */
export function callingCodeOf(digits: string): string | undefined {
  if (digits.length < 5 || digits.startsWith('0')) return undefined;
  if (digits.startsWith('1') || digits.startsWith('7')) return digits.slice(0, 1);
  const two = digits.slice(0, 2);
  return TWO_DIGITS.has(two) ? two : digits.slice(0, 3);
}

/** International digits as dialled at home ('353861234567' -> '0861234567'); undefined where they are too short to tell or no trunk zero is dialled. */
export function nationalDigits(digits: string): string | undefined {
  if (digits.length < 9) return undefined;
  const code = callingCodeOf(digits);
  if (code === undefined || WITHOUT_TRUNK_ZERO.has(code)) return undefined;
  return (code === '7' ? '8' : '0') + digits.slice(code.length);
}
