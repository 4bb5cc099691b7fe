/** A build of another version at the other end of memory packets: its greetings carry another number, all else is as it was. */
import { FRAME, parseFrame } from '../../src/replica/link/frames';
import { LINK_VERSION, parseHello } from '../../src/replica/link/handshake-messages';
import { crc32 } from '../../src/replica/storage/crc32';
import { writeUint32 } from '../../src/replica/storage/varint';
import { decodeMessage } from '../../src/replica/sync/protocol';

export interface OtherBuild {
  /** undefined: everything passes as it is. */
  link: number | undefined;
  protocol: number | undefined;
  /** Greetings of either kind that have been changed. */
  readonly greetings: { link: number; protocol: number };
  tamper(packet: Uint8Array): Uint8Array;
}

/** Where the version stands in a greeting: fixed for ever. */
export const VERSION_AT = { link: 4, protocol: 1, signal: 0 } as const;

export function createOtherBuild(): OtherBuild {
  const build: OtherBuild = {
    link: undefined, protocol: undefined, greetings: { link: 0, protocol: 0 },
    tamper: (packet) => {
      const frame = parseFrame(packet);
      if (frame.kind !== 'first' || frame.length !== frame.part.length) return packet;
      const kind = parseHello(frame.part)?.version === LINK_VERSION ? 'link' as const : decodeMessage(frame.part)?.kind === 'hello' ? 'protocol' as const : undefined;
      const version = kind && build[kind];
      if (!kind || version === undefined) return packet;
      build.greetings[kind] += 1;
      const changed = packet.slice();
      changed[FRAME.firstHeader + VERSION_AT[kind]] = version;
      writeUint32(changed, 9, crc32(changed.subarray(FRAME.firstHeader)));
      return changed;
    },
  };
  return build;
}
