/** What is said of another device: glyph, tone and words of each state. Green only where it has confirmed everything. */
import type { TeamDevice } from '../../replica/team';
import type { IconName } from '../../ui/Icon';
import type { StateTone } from '../../ui/StateChip';
import type { Format } from '../../ui/format';
import type { teamWords } from './words';

export interface DeviceLine { readonly tone: StateTone; readonly icon: IconName; readonly text: string; readonly more?: string; readonly progress?: { readonly value: number; readonly max: number } }

/** Days after which a device that nobody sees is a reason to look for it. */
const LONG_AWAY_MS = 7 * 86_400_000;

type Words = ReturnType<typeof teamWords>;

export function deviceLine(device: TeamDevice, words: Words, format: Format, now: number): DeviceLine {
  if (device.removedAt !== undefined) return { tone: 'plain', icon: 'lock', text: words.removedOn(format.day(device.removedAt)), more: words.removedTruth };
  const { sync } = device;
  switch (sync.kind) {
    case 'same':
      return { tone: 'ok', icon: 'checks', text: words.same(format.dayTime(sync.at)) };
    case 'sending':
      return { tone: 'info', icon: 'refresh', text: words.sending(format.number(sync.missing), sync.missing === 1) };
    case 'receiving':
      return { tone: 'info', icon: 'refresh', text: words.getting(format.number(sync.got), format.number(sync.of)), progress: { value: sync.got, max: sync.of } };
    case 'refused':
      return { tone: 'late', icon: 'alert', ...refusalLine(sync.reason, words) };
    case 'unknown':
      return device.isLinked ? { tone: 'info', icon: 'refresh', text: words.inReach } : { tone: 'plain', icon: 'clock', text: device.lastSeen === undefined ? words.neverSeen : words.lastSeen(format.dayTime(device.lastSeen)) };
    case 'behind': {
      const more = sync.missing > 0 ? words.behind(format.number(sync.missing), sync.missing === 1) : words.notBehind;
      if (device.lastSeen !== undefined && now - device.lastSeen > LONG_AWAY_MS) return { tone: 'late', icon: 'clock', text: words.lastSeen(format.dayTime(device.lastSeen)), more };
      return sync.since === undefined ? { tone: 'due', icon: 'clock', text: words.neverSeen, more } : { tone: sync.missing > 0 ? 'due' : 'plain', icon: 'checks', text: words.heldAll(format.dayTime(sync.since)), more };
    }
  }
}

/** Reasons come from the link (the other side's own words), from the exchange, or from what was put aside here or there. */
function refusalLine(reason: string, words: Words): Pick<DeviceLine, 'text' | 'more'> {
  if (reason.startsWith('other-version')) return { text: words.otherVersion, more: words.otherVersionMore };
  if (reason === 'not-allowed') return { text: words.notAllowed, more: words.notAllowedMore };
  if (reason === 'newer-schema') return { text: words.otherVersion, more: words.newerSchemaMore };
  if (ITEM_REASONS.has(reason)) return { text: words.putAside, more: words.putAsideMore };
  return { text: words.refused, more: words.refusedMore };
}
/** Of documents that are not what they should be (replica/sync/port.ts). */
const ITEM_REASONS: ReadonlySet<string> = new Set(['bad-id', 'too-large', 'unreadable', 'clock-jump', 'garbage', 'foreign-clock', 'incomplete', 'no-base', 'malformed', 'malformed message']);

/** By what the device calls itself; a guess that only picks a picture. */
export function deviceIcon(name: string): IconName {
  if (/phone|handy/i.test(name)) return 'smartphone';
  return /laptop|\bpc\b|mac\b|book|desktop|computer|office|büro/i.test(name) ? 'laptop' : 'tablet';
}
