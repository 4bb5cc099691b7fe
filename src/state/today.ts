/** The present day in this device's time zone, as a signal that turns at midnight and when the app wakes up. */
import { createSignal, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import { dayInZone } from '../domain/values/zone';

/** A tablet may sleep over midnight, so the clock is looked at, not counted. */
const LOOK_EVERY_MS = 60_000;

export const deviceTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** ISO day. Needs an owner. */
export function createToday(now: () => number): Accessor<string> {
  const [today, setToday] = createSignal(dayInZone(now(), deviceTimeZone()));
  const look = (): void => { setToday(dayInZone(now(), deviceTimeZone())); };
  const timer = setInterval(look, LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', look);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  });
  return today;
}
