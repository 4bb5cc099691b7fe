/**
 * Who looks at which customer now, and where in its note: y-protocols' awareness, passed on from link to link, so that everybody
 * hears of everybody however few are linked directly. Nothing of it is stored. Whose link has ended is gone, until heard of by
 * another way; whoever is not heard of for 30 s as well.
 */
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { CustomerId } from '../domain/customer/fields';
import type { DeviceId } from './link/ports';
import type { Look, Looker, NoteCursor } from './team';

/** Bytes to one colleague; what does not arrive is sent again with the next change, or within 15 s. */
export interface PresenceLink {
  readonly device: DeviceId;
  send(message: Uint8Array): void;
  onMessage(listener: (message: Uint8Array) => void): void;
  onEnd(listener: () => void): void;
}

export interface Presence {
  look(at: Look | undefined): void;
  looking(): Readonly<Record<CustomerId, readonly Looker[]>>;
  onLooking(listener: () => void): () => void;
  attach(link: PresenceLink): void;
  close(): void;
}

/** Fifty devices with a cursor each are 10 KB; more than this is no presence. */
const MAX_MESSAGE = 64 * 1024;
const MAX_TEXT = 500;
/** Cursors move with each key. */
const SEND_EVERY_MS = 80;

interface Change { readonly added: readonly number[]; readonly updated: readonly number[]; readonly removed: readonly number[] }

export function createPresence(self: { readonly device: DeviceId; readonly person: string }): Presence {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const links = new Set<PresenceLink>();
  const listeners = new Set<() => void>();
  // Who looks at nothing says nothing: a state is told anew every 15 s, and passed on by everybody to everybody.
  awareness.setLocalState(null);
  let wanted: Look | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  awareness.on('update', ({ added, updated, removed }: Change, origin: unknown) => {
    const update = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed]);
    for (const link of links) if (link !== origin) link.send(update);
  });
  awareness.on('change', () => { for (const listener of [...listeners]) listener(); });
  const publish = (): void => {
    waiting = undefined;
    awareness.setLocalState(wanted === undefined ? null : { ...self, customer: wanted.customer, ...(wanted.cursor ? { cursor: wanted.cursor } : {}) });
  };
  const receive = (link: PresenceLink, message: Uint8Array): void => {
    if (message.length > MAX_MESSAGE) return;
    try {
      applyAwarenessUpdate(awareness, message, link);
    } catch {
      // Not an awareness update: nothing of worth is lost.
    }
  };

  return {
    look: (at) => {
      wanted = at;
      waiting ??= setTimeout(publish, SEND_EVERY_MS);
    },
    looking: () => {
      const found: Record<CustomerId, Looker[]> = {};
      for (const [client, state] of awareness.getStates()) {
        const seen = client === doc.clientID ? undefined : readState(state);
        if (seen && seen.looker.device !== self.device) (found[seen.customer] ??= []).push(seen.looker);
      }
      return found;
    },
    onLooking: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach: (link) => {
      links.add(link);
      link.onMessage((message) => { receive(link, message); });
      link.onEnd(() => {
        links.delete(link);
        removeAwarenessStates(awareness, [...awareness.getStates()].filter(([, state]) => state['device'] === link.device).map(([client]) => client), link);
      });
      const here = [...awareness.getStates().keys()];
      if (here.length > 0) link.send(encodeAwarenessUpdate(awareness, here));
    },
    close: () => {
      clearTimeout(waiting);
      removeAwarenessStates(awareness, [doc.clientID], 'closed');
      awareness.destroy();
      listeners.clear();
    },
  };
}

/** Colleagues' builds may differ, and their devices may lie: only what is as expected is shown. */
function readState(state: Readonly<Record<string, unknown>>): { readonly customer: CustomerId; readonly looker: Looker } | undefined {
  const { customer, device, person, cursor } = state;
  if (!isText(customer) || !isText(device) || !isText(person) || customer in Object.prototype) return undefined;
  return { customer, looker: { device, person, ...(isCursor(cursor) ? { cursor: { anchor: cursor.anchor, head: cursor.head } } : {}) } };
}
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= MAX_TEXT;
const isCursor = (value: unknown): value is NoteCursor => typeof value === 'object' && value !== null && 'anchor' in value && 'head' in value && isText(value.anchor) && isText(value.head);
