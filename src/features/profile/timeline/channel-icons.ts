import type { Channel } from '../../../domain/entry/entry';
import type { IconName } from '../../../ui/Icon';

/** One glyph per channel, the same wherever a contact is shown. */
export const CHANNEL_ICONS: Readonly<Record<Channel, IconName>> = {
  call: 'phone', visit: 'walk', email: 'mail', message: 'message', letter: 'file', fair: 'flag', event: 'star', gift: 'gift', complaint: 'alert', web: 'globe',
};
