/**
 * The meeting point: devices of one team find each other here, and nothing else. It passes sealed messages between the sockets
 * that have subscribed to the same room, keeps nothing, and logs no content. It sees room ids that mean nothing to it, sizes,
 * times and addresses; never a customer.
 *
 *   -> {"type":"subscribe","topics":[room]}   -> {"type":"unsubscribe","topics":[room]}   -> {"type":"ping"}   <- {"type":"pong"}
 *   -> {"type":"publish","topic":room,"data":base64url}   <- the same, at every other subscriber of the room
 *
 * No input ends it: what is not understood is dropped, who floods is closed with 1008 (RFC 6455 section 7.4.1).
 */
import { WebSocketServer } from 'ws';

/** Bytes of one frame: an offer with all its candidates takes 2 to 6 KB. */
const MAX_FRAME = 64 * 1024;
/** A device is in the rooms of its team's last three keys, and in one of an invitation. */
const MAX_TOPICS = 16;
const MAX_TOPIC_LENGTH = 128;
/** A team of 50 behind one address, some of them twice while they come back. */
const MAX_SOCKETS_OF_ADDRESS = 200;
const MAX_SOCKETS = 5_000;
/** Messages: two devices that connect exchange about 10 within a second, and 8 pairs may do so at once. */
const BURST = 200;
const PER_SECOND = 20;
/** A socket that takes no longer part is noticed within a minute. */
const PING_MS = 30_000;
/** Bytes that wait for a slow subscriber; beyond, it is dropped. */
const MAX_WAITING = 1024 * 1024;

/**
 * @typedef {{ topics: Set<string>, tokens: number, refilled: number, isAlive: boolean, address: string }} Member
 * @typedef {{ sockets: number, rooms: number }} MeetingPointSize
 * @typedef {{ size: () => MeetingPointSize, close: () => void }} MeetingPoint
 */

/**
 * Answers upgrades of `path` on a server that belongs to the caller; other upgrades are refused.
 * @param {import('node:http').Server} server
 * @param {{ path: string, origins?: readonly string[], now?: () => number }} options
 *   `origins`: further web origins whose pages may connect; pages of the server's own host always may
 * @returns {MeetingPoint}
 */
export function openMeetingPoint(server, { path, origins = [], now = Date.now }) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false, clientTracking: false });
  /** @type {Map<import('ws').WebSocket, Member>} */
  const members = new Map();
  /** @type {Map<string, Set<import('ws').WebSocket>>} */
  const rooms = new Map();
  /** @type {Map<string, number>} */
  const addresses = new Map();

  server.on('upgrade', handleUpgrade);
  const timer = setInterval(pingAll, PING_MS);
  timer.unref();

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:stream').Duplex} stream
   * @param {Buffer} head
   */
  function handleUpgrade(request, stream, head) {
    // a socket that breaks while it is being refused must not end the process
    stream.on('error', () => { stream.destroy(); });
    const address = request.socket.remoteAddress ?? '';
    if ((request.url ?? '').split('?', 1)[0] !== path) return refuse(stream, '404 Not Found');
    if (!isWelcome(request, origins)) return refuse(stream, '403 Forbidden');
    if (members.size >= MAX_SOCKETS || (addresses.get(address) ?? 0) >= MAX_SOCKETS_OF_ADDRESS) return refuse(stream, '503 Service Unavailable');
    sockets.handleUpgrade(request, stream, head, (socket) => { welcome(socket, address); });
  }

  /**
   * @param {import('ws').WebSocket} socket
   * @param {string} address
   */
  function welcome(socket, address) {
    /** @type {Member} */
    const member = { topics: new Set(), tokens: BURST, refilled: now(), isAlive: true, address };
    members.set(socket, member);
    addresses.set(address, (addresses.get(address) ?? 0) + 1);
    socket.on('pong', () => { member.isAlive = true; });
    // oversized frames and broken encodings arrive here; ws closes the socket by itself
    socket.on('error', () => undefined);
    socket.on('close', () => { leave(socket, member); });
    socket.on('message', (data, isBinary) => {
      member.isAlive = true;
      if (!spend(member)) {
        socket.close(1008, 'too many messages');
        return;
      }
      if (!isBinary && Buffer.isBuffer(data)) hear(socket, member, data.toString('utf8'));
    });
  }

  /**
   * @param {import('ws').WebSocket} socket
   * @param {Member} member
   * @param {string} text
   */
  function hear(socket, member, text) {
    const message = parseMessage(text);
    if (!message) return;
    if (message.type === 'ping') send(socket, '{"type":"pong"}');
    else if (message.type === 'publish') {
      // only who listens in a room may speak in it
      if (!member.topics.has(message.topic)) return;
      for (const other of rooms.get(message.topic) ?? []) if (other !== socket) send(other, text);
    } else {
      for (const topic of message.topics) {
        if (message.type === 'unsubscribe') part(socket, member, topic);
        else if (member.topics.size < MAX_TOPICS) {
          member.topics.add(topic);
          const room = rooms.get(topic) ?? new Set();
          rooms.set(topic, room.add(socket));
        }
      }
    }
  }

  /**
   * @param {import('ws').WebSocket} socket
   * @param {Member} member
   * @param {string} topic
   */
  function part(socket, member, topic) {
    member.topics.delete(topic);
    const room = rooms.get(topic);
    room?.delete(socket);
    if (room?.size === 0) rooms.delete(topic);
  }

  /**
   * @param {import('ws').WebSocket} socket
   * @param {Member} member
   */
  function leave(socket, member) {
    for (const topic of [...member.topics]) part(socket, member, topic);
    members.delete(socket);
    const left = (addresses.get(member.address) ?? 1) - 1;
    if (left > 0) addresses.set(member.address, left);
    else addresses.delete(member.address);
  }

  /** @param {Member} member */
  function spend(member) {
    const at = now();
    member.tokens = Math.min(BURST, member.tokens + ((at - member.refilled) / 1000) * PER_SECOND);
    member.refilled = at;
    member.tokens -= 1;
    return member.tokens >= 0;
  }

  function pingAll() {
    for (const [socket, member] of members) {
      if (!member.isAlive) socket.terminate();
      else {
        member.isAlive = false;
        socket.ping();
      }
    }
  }

  return {
    size: () => ({ sockets: members.size, rooms: rooms.size }),
    close: () => {
      clearInterval(timer);
      server.off('upgrade', handleUpgrade);
      for (const socket of members.keys()) socket.terminate();
      sockets.close();
    },
  };
}

/**
 * @param {import('ws').WebSocket} socket
 * @param {string} text
 */
function send(socket, text) {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_WAITING) socket.terminate();
  else socket.send(text);
}

/**
 * A page of the same host, of a named origin, or a program that is no browser (browsers always say where a page is from).
 * @param {import('node:http').IncomingMessage} request
 * @param {readonly string[]} origins
 */
function isWelcome({ headers }, origins) {
  const { origin, host } = headers;
  if (origin === undefined || origins.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false; // "null" of a sandboxed page, or no address at all
  }
}

/**
 * @param {import('node:stream').Duplex} stream
 * @param {string} status
 */
function refuse(stream, status) {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * @typedef {{ type: 'ping' } | { type: 'publish', topic: string, data: string } | { type: 'subscribe' | 'unsubscribe', topics: string[] }} Message
 * @param {string} text
 * @returns {Message | undefined}
 */
function parseMessage(text) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // Whoever sends it learns nothing from an answer.
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, topic, topics, data } = /** @type {Record<string, unknown>} */ (value);
  if (type === 'ping') return { type };
  if (type === 'publish') return isTopic(topic) && typeof data === 'string' ? { type, topic, data } : undefined;
  if (type === 'subscribe' || type === 'unsubscribe') return Array.isArray(topics) ? { type, topics: topics.slice(0, MAX_TOPICS).filter(isTopic) } : undefined;
  return undefined;
}

/**
 * @param {unknown} topic
 * @returns {topic is string}
 */
const isTopic = (topic) => typeof topic === 'string' && topic.length > 0 && topic.length <= MAX_TOPIC_LENGTH;
