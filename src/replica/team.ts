/**
 * The team as screens see it: the public door to keys, invitations, links and sync. It lives in the tab that leads; other tabs
 * hold a proxy with the same face. All of it is plain data: it passes between tabs as it is.
 */
import type { Result } from '../lib/result';
import type { CustomerId } from '../domain/customer/fields';
import type { Role } from '../domain/team';
import type { DeviceId, SignalingStatus } from './link/ports';

export type TeamError =
  | { readonly kind: 'storage'; readonly detail: string }
  | { readonly kind: 'no-team' } | { readonly kind: 'has-team' }
  | { readonly kind: 'not-allowed' } // this device's role does not permit it
  | { readonly kind: 'bad-invite' } // not an invitation, or cut short
  | { readonly kind: 'expired-invite' } | { readonly kind: 'spent-invite' }
  | { readonly kind: 'unreachable' } // the inviting device or any meeting point could not be reached
  | { readonly kind: 'declined' } // the other side has cancelled, or the codes did not match
  | { readonly kind: 'insecure' } // no WebCrypto: the page is not on HTTPS or localhost
  | { readonly kind: 'other-version'; readonly theirs: number }
  | { readonly kind: 'bad-file'; readonly detail: string } | { readonly kind: 'wrong-team' } | { readonly kind: 'bad-code' }
  // connecting by codes: nothing of the kind in a text, an answer to another code than the one shown, the code of this device itself
  | { readonly kind: 'no-code' } | { readonly kind: 'other-offer' } | { readonly kind: 'own-code' };

/** What this device knows of how another one stands. Green only for `same`. */
export type PeerSync =
  | { readonly kind: 'same'; readonly at: number } // its digests equalled ours after it had stored them; UTC ms
  | { readonly kind: 'sending'; readonly missing: number } // customers it has not confirmed yet, link open
  | { readonly kind: 'receiving'; readonly got: number; readonly of: number } // we take from it
  | { readonly kind: 'behind'; readonly missing: number; readonly since: number | undefined } // no link; last confirmed everything at `since`
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface TeamDevice {
  readonly id: DeviceId;
  readonly name: string;
  readonly person: string;
  readonly role: Role;
  readonly isSelf: boolean;
  readonly isLinked: boolean;
  /** UTC ms. */
  readonly lastSeen: number | undefined;
  readonly removedAt: string | undefined;
  /** By how many ms its clock is ahead of this device's, while it is linked and more than `CLOCK_TOLERANCE_MS` lie between them. */
  readonly clockAhead?: number | undefined;
  readonly sync: PeerSync;
}

/** Less than this is nobody's concern (SPEC S3). */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The one fact of the chip in the shell. */
export type SyncSummary =
  | { readonly kind: 'unknown' } // not read yet
  | { readonly kind: 'alone' } // no team
  | { readonly kind: 'same'; readonly devices: number } // everything here is confirmed by so many others, all of them linked now
  | { readonly kind: 'offline'; readonly onlyHere: number } // nobody is linked
  | { readonly kind: 'working'; readonly devices: number; readonly onlyHere: number } // linked, not everything confirmed
  | { readonly kind: 'problem'; readonly detail: 'refused' | 'other-version' | 'storage' | 'removed' };

export type InviteState =
  /** `isDirect`: the link holds the offer of a connection too, and the new device's answer goes to `readCode`. */
  | { readonly kind: 'waiting'; readonly link: string; readonly expiresAt: number; readonly isDirect: boolean }
  | { readonly kind: 'compare'; readonly code: string; readonly deviceName: string; readonly person: string } // six digits
  | { readonly kind: 'admitted'; readonly deviceName: string }
  | { readonly kind: 'ended'; readonly error: TeamError };

export type JoinState =
  | { readonly kind: 'connecting' }
  /** Shown to the inviting device, which reads it. */
  | { readonly kind: 'answering'; readonly code: string }
  | { readonly kind: 'compare'; readonly code: string; readonly teamName: string }
  /** Admitted; customers arrive. Usable already. `of` is undefined until the other side has said how many there are. */
  | { readonly kind: 'receiving'; readonly got: number; readonly of: number | undefined }
  | { readonly kind: 'done' }
  | { readonly kind: 'ended'; readonly error: TeamError };

/** Two devices of a team connect without a server: the codes are for the other one to read. */
export type ConnectState =
  | { readonly kind: 'offering'; readonly code: string } // until its answer is read here
  | { readonly kind: 'answering'; readonly code: string } // until it has been read there
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly deviceName: string }
  | { readonly kind: 'ended'; readonly error: TeamError };

/** A place in the note, as Yjs' relative positions in JSON: it stays at its letter while others type. */
export interface NoteCursor { readonly anchor: string; readonly head: string }
export interface Look { readonly customer: CustomerId; readonly cursor?: NoteCursor | undefined }
export interface Looker { readonly device: DeviceId; readonly person: string; readonly cursor?: NoteCursor | undefined }

export interface TeamState {
  /** undefined: no team on this device. */
  readonly team: { readonly id: string; readonly name: string } | undefined;
  readonly self: { readonly id: DeviceId; readonly role: Role } | undefined;
  readonly devices: readonly TeamDevice[];
  readonly summary: SyncSummary;
  /** Changed customers that no other device has confirmed. */
  readonly onlyHere: { readonly count: number; readonly since: number | undefined };
  readonly meetingPoints: readonly SignalingStatus[];
  readonly invite: InviteState | undefined;
  readonly join: JoinState | undefined;
  readonly connect: ConnectState | undefined;
  /** Who looks at which customer now, other devices only. */
  readonly looking: Readonly<Record<CustomerId, readonly Looker[]>>;
}

export interface Team {
  state(): TeamState;
  onState(listener: (state: TeamState) => void): () => void;
  /** Turns the book on this device into a team's; what is there stays. The code of the recovery kit is shown once. */
  create(options: { readonly teamName: string; readonly yourName: string; readonly deviceName: string }): Promise<Result<{ readonly recoveryCode: string }, TeamError>>;
  /** One invitation at a time; follow `state().invite`. `isDirect`: without a server, by codes that people carry. */
  invite(options: { readonly role: Role; readonly isDirect?: boolean }): Promise<Result<void, TeamError>>;
  /** "Codes match", of the digits that were seen; declined when others are being compared by now. */
  confirmInvite(code: string): Promise<Result<void, TeamError>>;
  cancelInvite(): Promise<void>;
  /**
   * Follow `state().join`. On this side the code is only shown; the inviting side confirms. `isApart`: the book that is here is removed, with
   * settings and all, once this device has been let in and not before; otherwise its customers come along.
   */
  join(options: { readonly link: string; readonly yourName: string; readonly deviceName: string; readonly isApart?: boolean }): Promise<Result<void, TeamError>>;
  cancelJoin(): Promise<void>;
  /** Shows a code for a colleague's device to connect with this one without a server; follow `state().connect`. */
  connect(): Promise<Result<void, TeamError>>;
  /** A code that another device shows: the answer to an invitation or to `connect`, or what `connect` shows there. Fails only for what is wrong with it. */
  readCode(text: string): Promise<Result<void, TeamError>>;
  cancelConnect(): Promise<void>;
  renameDevice(id: DeviceId, name: string): Promise<Result<void, TeamError>>;
  setRole(id: DeviceId, role: Role): Promise<Result<void, TeamError>>;
  removeDevice(id: DeviceId): Promise<Result<void, TeamError>>;
  /** This device leaves; the book stays on it as its own. */
  leave(): Promise<Result<void, TeamError>>;
  /** Changed customers that exist only here. */
  onlyHere(): Promise<readonly CustomerId[]>;
  setMeetingPoints(urls: readonly string[]): Promise<Result<void, TeamError>>;
  /** A sealed file with all that `for` lacks as far as we know (everything for undefined). */
  writeSyncFile(options?: { readonly for?: DeviceId }): Promise<Result<Uint8Array, TeamError>>;
  /** Idempotent; how many customers were new or changed. */
  readSyncFile(bytes: Uint8Array): Promise<Result<{ readonly changed: number }, TeamError>>;
  /** Makes this device a member again by the printed code, without anybody else. */
  recover(options: { readonly code: string; readonly file: Uint8Array; readonly yourName: string; readonly deviceName: string }): Promise<Result<void, TeamError>>;
  /** Told to colleagues: who looks at this customer, and where in the note. undefined: nobody. */
  look(at: Look | undefined): void;
}
