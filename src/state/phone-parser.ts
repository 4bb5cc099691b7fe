/** Number plans, loaded when a phone number is first typed: 60 KiB that the start of the app does not need. */
import { createSignal, onMount } from 'solid-js';
import type { CountryCode } from 'libphonenumber-js/min';
import type { PhoneParser } from '../domain/values/phone';
import { toE164 } from '../domain/values/phone';
import { useTeamSetting } from './settings';

const [parser, setParser] = createSignal<PhoneParser>();

async function loadParser(): Promise<void> {
  const { default: parsePhoneNumber, isSupportedCountry } = await import('libphonenumber-js/min');
  setParser(() => (typed: string, region: string | undefined) => {
    const country: CountryCode | undefined = region !== undefined && isSupportedCountry(region) ? region : undefined;
    const parsed = parsePhoneNumber(typed, country);
    return parsed?.isPossible() ? parsed.number : undefined;
  });
}

/** Turns what is typed into E.164 by the book's country; before the plans are loaded, only numbers in international form. */
export function usePhoneReader(): (typed: string) => string | undefined {
  const [country] = useTeamSetting('country');
  // Offline before the app was ever complete: international numbers are still read.
  onMount(() => { if (!parser()) void loadParser().catch(() => undefined); });
  // eslint-disable-next-line solid/reactivity -- called from handlers and memos, where it is tracked or need not be
  return (typed) => toE164(typed, country() || undefined, parser());
}
