/**
 * Connections within one memory, for tests of what stands above them: the same two payloads as WebRTC (offer, answer), and a network that can be cut.
 */
import type { Connecting, Connector, Publish } from './connector';
import { createMemoryPackets, type MemoryPackets, type MemoryPacketsOptions } from './memory-packets';
import type { PacketChannel } from './ports';
import { createWireReader, createWireWriter } from './wire';

export interface MemoryNetwork {
  /** One a device; `name` for `cut`. */
  connector(name: string): Connector;
  /** Ends all connections, or those of one device, at both ends. */
  cut(name?: string): void;
  /** Open connections. */
  size(): number;
}

interface Meeting { readonly packets: MemoryPackets; readonly names: string[]; openA(): void }

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
      meetings.set(number, { packets, names: [name], openA: () => settle(packets.a) });
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

  return {
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
