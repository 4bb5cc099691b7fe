/**
 * Ports of the link: how bytes get from one device to another. Interfaces and nothing else; every adapter passes the
 * suites in test/contract. Nothing here knows of customers or CRDTs.
 *
 *   signaling (meeting point, QR, memory) -> dialer -> packets (WebRTC, memory) -> messages (framed, checked)
 *     -> handshake (both prove a device key) -> PeerLink -> reconcile
 */

/** SHA-256 of a device's public signing key (raw, 65 bytes), first 16 bytes, as 22 characters of base64url. */
export type DeviceId = string;

/** A reliable, ordered channel of packets of limited size: an RTCDataChannel, two ends in memory. */
export interface PacketChannel {
  /** Largest packet in bytes. */
  readonly maxPacket: number;
  /**
   * What both ends see of the connection below and nobody in between can make equal: for WebRTC the two DTLS fingerprints, sorted and
   * joined. Empty where there is nothing in between (memory, file).
   */
  readonly binding: Uint8Array;
  /** Bytes accepted and not yet sent. */
  bufferedAmount(): number;
  /** Resolves when at most `bytes` are buffered, or the channel has closed. */
  whenBuffered(bytes: number): Promise<void>;
  /** Nothing happens on a closed channel. Never throws. */
  send(packet: Uint8Array): void;
  /** One listener; what arrives before it is set is kept for it. */
  onPacket(listener: (packet: Uint8Array) => void): void;
  /** Called once, also when it has closed already. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Why a channel has ended, for what is shown and for how soon to dial again. */
export type LinkEnd =
  | { readonly kind: 'closed' } // by this side
  | { readonly kind: 'lost' } // the transport broke or the other side went
  | { readonly kind: 'malformed'; readonly detail: string } // checksum, frame or size limits broken
  | { readonly kind: 'refused'; readonly reason: string }; // by the other side, with its reason

/** Whole messages, checked by checksum, in order, of up to `MAX_MESSAGE` bytes. */
export interface MessageChannel {
  readonly binding: Uint8Array;
  /** Waits for room (backpressure); false when the channel has ended before the message was handed over. Messages leave in the order of the calls. */
  send(message: Uint8Array): Promise<boolean>;
  /** One listener; what arrives before it is set is kept for it. Setting another hands over to that one. */
  onMessage(listener: (message: Uint8Array) => void): void;
  onEnd(listener: (end: LinkEnd) => void): void;
  /** `refusal` is told to the other side before the end. */
  close(refusal?: string): void;
}

/** Bytes between devices that know one room; sealed by the caller. Delivery is not promised. */
export interface Signaling {
  /** Hears what others publish in the room until the returned function is called. */
  join(room: string, onMessage: (message: Uint8Array) => void): () => void;
  publish(room: string, message: Uint8Array): void;
  /** One entry a configured meeting point. */
  status(): readonly SignalingStatus[];
  onStatus(listener: (status: readonly SignalingStatus[]) => void): () => void;
  /** Tries again at once: the network came back, the page woke. */
  wake(): void;
  close(): void;
}

export interface SignalingStatus { readonly url: string; readonly state: 'connecting' | 'open' | 'closed' }

/** A device as the team knows it, enough to let it in. */
export interface KnownDevice {
  readonly id: DeviceId;
  /** Public ECDSA P-256 key, raw (65 bytes). */
  readonly signKey: Uint8Array;
  readonly isRemoved: boolean;
}

/** What the handshake asks of the team. */
export interface Gatekeeper {
  readonly teamId: string;
  readonly self: DeviceId;
  /** ECDSA P-256 with SHA-256 (IEEE P1363, 64 bytes) by this device's key. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  /** The signed roster entries that let this device in, for colleagues who have not heard of it yet. */
  credentials(): Uint8Array;
  /** The device, from the roster or from valid credentials (which are then remembered). */
  admit(device: DeviceId, credentials: Uint8Array): Promise<KnownDevice | undefined>;
  /** For a removed device: the signed order to wipe, told before the link ends. */
  farewell(device: DeviceId): Uint8Array | undefined;
  /** This device has been shown an order that claims to remove it; whether it is true. */
  onFarewell(order: Uint8Array): Promise<boolean>;
}

/** A link to one device of the team that has proven who it is. */
export interface PeerLink { readonly device: DeviceId; readonly channel: MessageChannel }

export type PeerState = 'connecting' | 'linked' | 'refused';

/** Keeps links to all colleagues that can be reached, dials again, never too often. */
export interface Links {
  /** Each link that opens; when it ends another may follow. */
  onLink(listener: (link: PeerLink) => void): () => void;
  peers(): ReadonlyMap<DeviceId, PeerState>;
  onPeers(listener: (peers: ReadonlyMap<DeviceId, PeerState>) => void): () => void;
  /** Dials everybody anew now: wake, network change. */
  wake(): void;
  close(): void;
}
