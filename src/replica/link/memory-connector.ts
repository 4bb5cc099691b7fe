/**
 * Connections within one memory, for tests of what stands above them: the same two payloads as WebRTC (offer, answer), and a network that can be cut.
 */
import { err, ok } from '../../lib/result';
import type { Connecting, Connector, Publish } from './connector';
import { openDirectCode, sealDirectCode } from './direct-code';
import type { DirectConnector } from './direct-connector';
import { createMemoryPackets, type MemoryPackets, type MemoryPacketsOptions } from './memory-packets';
import type { PacketChannel } from './ports';
import { createWireReader, createWireWriter } from './wire';

export interface MemoryNetwork {
  /** One a device; `name` for `cut`. */
  connector(name: string): Connector;
  /** The same by carried codes. */
  direct(name: string): DirectConnector;
  /** Ends all connections, or those of one device, at both ends. */
  cut(name?: string): void;
  /** Open connections. */
  size(): number;
}

interface Meeting { readonly packets: MemoryPackets; readonly names: string[]; openA(): void; readonly isOpenA: Promise<void> }

/** `options`: of each connection made in it. */
export function createMemoryNetwork(options: MemoryPacketsOptions = {}): MemoryNetwork {
  const meetings = new Map<number, Meeting>();
  let count = 0;

  const connect = (name: string, publish: Publish, isOfferer: boolean): Connecting => {
    let settle: (channel: PacketChannel | undefined) => void = () => undefined;
    const opened = new Promise<PacketChannel | undefined>((resolve) => (settle = resolve));
    let number: number | undefined;
    let isAnswered = false;
    const send = (): void => {
      if (number !== undefined) publish(createWireWriter().uint32(number).bytes());
    };
    if (isOfferer) {
      number = ++count;
      const packets = createMemoryPackets(options);
      meetings.set(number, { packets, names: [name], openA: () => settle(packets.a), isOpenA: opened.then(() => undefined) });
      queueMicrotask(send);
    }
    return {
      opened,
      repeat: send,
      isAnswered: () => isAnswered,
      signal: (payload) => {
        const reader = createWireReader(payload);
        const told = reader.uint32();
        const meeting = meetings.get(told);
        if (!meeting || !reader.isWhole() || (isOfferer && told !== number)) return;
        isAnswered = true;
        if (isOfferer) return meeting.openA();
        if (number === undefined) meeting.names.push(name);
        number = told;
        send();
        settle(meeting.packets.b);
      },
      close: () => settle(undefined),
    };
  };

  const direct = (name: string): DirectConnector => ({
    offer: async () => {
      const number = ++count, packets = createMemoryPackets(options);
      const code = sealDirectCode(createWireWriter().uint32(number).bytes());
      const answered = deferred();
      meetings.set(number, { packets, names: [name], openA: answered.resolve, isOpenA: answered.promise });
      return ok({
        code, cancel: () => undefined,
        finish: async (answer) => {
          const read = openDirectCode(answer);
          if (!read.ok) return read;
          if (read.value.kind !== 'answer') return err({ kind: 'no-code' });
          if (!read.value.answers(code)) return err({ kind: 'other-offer' });
          answered.resolve();
          return ok(packets.a);
        },
      });
    },
    answer: async (offer) => {
      const read = openDirectCode(offer);
      if (!read.ok) return read;
      if (read.value.kind !== 'offer') return err({ kind: 'no-code' });
      const meeting = meetings.get(createWireReader(read.value.body).uint32());
      if (!meeting) return err({ kind: 'unreachable' });
      meeting.names.push(name);
      const given = deferred();
      const opened = Promise.race([meeting.isOpenA.then(() => ok(meeting.packets.b)), given.promise.then(() => err({ kind: 'unreachable' } as const))]);
      return ok({ code: sealDirectCode(read.value.body, read.value.bytes), opened, cancel: given.resolve });
    },
  });

  return {
    direct,
    connector: (name) => ({ offer: (publish) => connect(name, publish, true), answer: (publish) => connect(name, publish, false) }),
    cut: (name) => {
      for (const [number, { packets, names }] of meetings) {
        if (name !== undefined && !names.includes(name)) continue;
        packets.cut();
        meetings.delete(number);
      }
    },
    size: () => meetings.size,
  };
}

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  return { promise: new Promise((done) => (resolve = done)), resolve: () => resolve() };
}
