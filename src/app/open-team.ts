/** Where the team's engine meets this browser: its keys, meeting points, WebRTC, and what wakes it. Fetched after the book is shown. */
import type { Book } from '../replica/book';
import { meetingPointBeside } from '../replica/link/meeting-point-address';
import { createRtcConnector } from '../replica/link/rtc-connector';
import { createRtcDirect } from '../replica/link/rtc-direct';
import { createSignalingClient } from '../replica/link/signaling-client';
import type { StoragePort } from '../replica/ports';
import type { OpenTeam } from '../replica/team-tabs';
import { createIndexedDbKeyStore } from '../replica/team/indexeddb-key-store';
import { openTeam as open } from '../replica/team/open-team';

export function openTeam(book: Book, storage: StoragePort): Promise<OpenTeam> {
  return open({
    book, storage, keys: createIndexedDbKeyStore(), connector: createRtcConnector(), direct: createRtcDirect(), appAddress: document.baseURI, ownMeetingPoints: [meetingPointBeside(document.baseURI)], onWake,
    openMeetingPoints: (urls) => createSignalingClient({ urls }),
    clock: {
      now: () => Date.now(),
      after: (ms, task) => {
        const timer = setTimeout(task, ms);
        return () => { clearTimeout(timer); };
      },
    },
  });
}

/** Timers stand still while a tablet sleeps, and connections die without a word. */
function onWake(listener: () => void): () => void {
  const handleVisible = (): void => { if (document.visibilityState === 'visible') listener(); };
  const connection = 'connection' in navigator ? (navigator.connection as EventTarget) : undefined;
  window.addEventListener('online', listener);
  window.addEventListener('pageshow', listener);
  document.addEventListener('visibilitychange', handleVisible);
  connection?.addEventListener('change', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('pageshow', listener);
    document.removeEventListener('visibilitychange', handleVisible);
    connection?.removeEventListener('change', listener);
  };
}
