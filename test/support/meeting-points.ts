/** Real meeting points on loopback ports that a test may stop and start again under the same address. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openMeetingPoint } from '../../src/server/meeting-point.mjs';

export interface TestMeetingPoint {
  readonly url: string;
  stop(): Promise<void>;
  /** Under the same address. */
  start(): Promise<void>;
  size(): { readonly sockets: number; readonly rooms: number };
}

/** `origins`: of the pages that may connect. */
export async function startMeetingPoint(origins: readonly string[] = []): Promise<TestMeetingPoint> {
  let server: Server | undefined;
  let meeting: ReturnType<typeof openMeetingPoint> | undefined;
  let port = 0;
  const start = async (): Promise<void> => {
    const fresh = createServer();
    await new Promise<void>((resolve, reject) => {
      fresh.once('error', reject);
      fresh.listen(port, '127.0.0.1', resolve);
    });
    port = (fresh.address() as AddressInfo).port;
    meeting = openMeetingPoint(fresh, { path: '/meeting-point', origins });
    server = fresh;
  };
  await start();
  return {
    url: `ws://127.0.0.1:${port}/meeting-point`,
    start,
    stop: async () => {
      const [stopping] = [server];
      meeting?.close();
      server = undefined;
      stopping?.closeAllConnections();
      await new Promise((resolve) => (stopping ? stopping.close(resolve) : resolve(undefined)));
    },
    size: () => meeting?.size() ?? { sockets: 0, rooms: 0 },
  };
}
