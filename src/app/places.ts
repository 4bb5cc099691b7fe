/** The places of the app in the order of the rail, and which of them the bottom bar keeps. */
import type { IconName } from '../ui/Icon';

export interface Place {
  readonly name: 'today' | 'customers' | 'portfolio' | 'plan' | 'messages' | 'reports' | 'team' | 'import' | 'settings';
  readonly path: string;
  readonly icon: IconName;
  /** 'top' of the rail, its 'end'; the bottom bar shows the top ones that fit and puts the rest behind More. */
  readonly group: 'top' | 'end';
}

export const PLACES: readonly Place[] = [
  { name: 'today', path: '/today', icon: 'today', group: 'top' },
  { name: 'customers', path: '/customers', icon: 'users', group: 'top' },
  { name: 'portfolio', path: '/portfolio', icon: 'portfolio', group: 'top' },
  { name: 'plan', path: '/plan', icon: 'plan', group: 'top' },
  { name: 'messages', path: '/messages', icon: 'message', group: 'top' },
  { name: 'reports', path: '/reports', icon: 'report', group: 'top' },
  { name: 'team', path: '/team', icon: 'team', group: 'end' },
  { name: 'import', path: '/import', icon: 'import', group: 'end' },
  { name: 'settings', path: '/settings', icon: 'settings', group: 'end' },
];

/** On a portrait tablet; a phone keeps fewer (CSS). */
export const BAR_PLACES: readonly Place['name'][] = ['today', 'customers', 'portfolio', 'plan', 'messages'];
/** What a phone's bar leaves to More. */
export const NOT_ON_PHONE: readonly Place['name'][] = ['portfolio', 'messages'];

export const isAt = (pathname: string, place: Place): boolean => pathname === place.path || pathname.startsWith(`${place.path}/`);
