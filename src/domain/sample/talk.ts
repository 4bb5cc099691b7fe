/** What was said in the invented shop. */
import type { Interaction } from '../entry/entry';

export const WINES = ['Red wine', 'White wine', 'Sparkling', 'Port and sherry', 'Gift box', 'Accessories'] as const;

export const TALK: readonly Pick<Interaction, 'channel' | 'direction' | 'summary'>[] = [
  { channel: 'visit', direction: 'in', summary: 'Tasted the new Rioja and the Albariño; took both.' },
  { channel: 'visit', direction: 'in', summary: 'Came for a present for the neighbours who mind the dog.' },
  { channel: 'visit', direction: 'in', summary: 'Long chat about the trip to Burgundy. Wants to taste blind next time.' },
  { channel: 'call', direction: 'in', summary: 'Asked whether the Chablis is back. It is; put three aside.' },
  { channel: 'call', direction: 'out', summary: 'Rang about the autumn tasting. Will come with a friend.' },
  { channel: 'call', direction: 'out', summary: 'Rang to ask how the magnum went down: very well.' },
  { channel: 'email', direction: 'in', summary: 'Sent a photo of a label from Lisbon and asked if we can get it.' },
  { channel: 'email', direction: 'out', summary: 'Sent the tasting notes for the mixed case.' },
  { channel: 'message', direction: 'in', summary: 'Will collect on Saturday instead of Friday.' },
  { channel: 'message', direction: 'out', summary: 'Let them know that the order has arrived.' },
  { channel: 'letter', direction: 'out', summary: 'New year card, handwritten.' },
  { channel: 'event', direction: 'in', summary: 'At the harvest evening; sat with the growers.' },
  { channel: 'web', direction: 'in', summary: 'Asked through the website about opening hours at Easter.' },
];

/** Open promises, by customer: `due` in days from today, so that some are late, one is due today and some lie ahead. */
export const PROMISES: Readonly<Record<string, { readonly due: number; readonly summary: string; readonly text: string }>> = {
  aoife: { due: 0, summary: 'Asked for the 2019 Pauillac.', text: 'Ring the importer about two bottles of the 2019' },
  ciaran: { due: -3, summary: 'Wants the growers’ list before anyone else.', text: 'Send the Loire list' },
  hannah: { due: 4, summary: 'Wedding: 90 guests, summer, outdoors.', text: 'Offer three menus of wine with prices' },
  orla: { due: 12, summary: 'Client gifts: about thirty this year.', text: 'Draft of the gift boxes' },
  harbour: { due: 1, summary: 'New chef, new menu.', text: 'Bring six samples for the by-the-glass list' },
  david: { due: 21, summary: 'Asked for the kosher list.', text: 'Post the new kosher list' },
  pieter: { due: 45, summary: 'Will sail in again.', text: 'Six bottles cold on the quay' },
  grace: { due: -1, summary: 'The choir’s ten cases.', text: 'Confirm the price for ten cases' },
};

export const COMPLAINTS: Readonly<Record<string, { readonly ago: number; readonly summary: string; readonly resolution?: string }>> = {
  spaniard: { ago: 3, summary: 'Two of twelve bottles corked, the third delivery in a row.' },
  roisin: { ago: 150, summary: 'The case was left in the rain.', resolution: 'Replaced the labels’ worth with a bottle and an apology by phone; laughed about it.' },
  wolfgang: { ago: 320, summary: 'Wrong vintage sent.', resolution: 'Right one sent by courier, kept the wrong one as a present.' },
};
