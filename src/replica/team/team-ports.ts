/** What the team needs from outside its folder. Real adapters are plugged in by the composition root, memory ones by tests. */
import type { Book } from '../book';
import type { Connector } from '../link/connector';
import type { DirectConnector } from '../link/direct-connector';
import type { Signaling } from '../link/ports';
import type { StoragePort } from '../ports';
import type { KeyStore } from './key-store';

/** Meeting points, exchanged at run time. */
export interface MeetingPoints extends Signaling { setUrls(urls: readonly string[]): void }

export interface TeamClock {
  /** UTC ms. */
  now(): number;
  /** The function that it returns calls the task off. */
  after(ms: number, task: () => void): () => void;
}

export interface TeamPorts {
  readonly book: Pick<Book, 'team' | 'sync' | 'local' | 'rows' | 'destroy' | 'flush'>;
  /** The book's own, behind its codec: for the keys of the team. */
  readonly storage: StoragePort;
  readonly keys: KeyStore;
  readonly openMeetingPoints: (urls: readonly string[]) => MeetingPoints;
  readonly connector: Connector;
  readonly direct: DirectConnector;
  readonly clock: TeamClock;
  /** Address of the app, for links of invitations. */
  readonly appAddress: string;
  /** Used while the team has set none of its own. */
  readonly ownMeetingPoints: readonly string[];
  /** The network came back, the page woke. */
  readonly onWake: (listener: () => void) => () => void;
}
