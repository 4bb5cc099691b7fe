/** Counts what a page says to meeting points and to other devices: put into it before any of its scripts. */

/** @typedef {{ readonly meeting: number, readonly said: number, readonly links: number, readonly bytes: number, readonly checks: number }} Traffic bytes to meeting points; given to data channels; open connections, what has gone over them since they began, and the checks of consent, which the bytes leave out */

export function installTrafficProbe() {
  /** @type {Set<RTCPeerConnection>} */
  const connections = new Set();
  const encoder = new TextEncoder();
  let meeting = 0, said = 0;
  /** @param {string | Blob | ArrayBuffer | ArrayBufferView} data */
  const sizeOf = (data) => (typeof data === 'string' ? encoder.encode(data).length : data instanceof Blob ? data.size : data.byteLength);
  /**
   * @param {{ send(data: never): void }} channel
   * @param {(bytes: number) => void} count
   */
  const weigh = (channel, count) => {
    const { send } = channel;
    channel.send = function (data) {
      count(sizeOf(data));
      send.call(this, data);
    };
  };
  weigh(WebSocket.prototype, (bytes) => { meeting += bytes; });
  weigh(RTCDataChannel.prototype, (bytes) => { said += bytes; });
  globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct: (target, /** @type {[RTCConfiguration?]} */ args) => {
      const made = new target(...args);
      connections.add(made);
      return made;
    },
  });
  /** @returns {Promise<Traffic>} */
  const traffic = async () => {
    let links = 0, bytes = 0, checks = 0;
    for (const connection of connections) {
      if (connection.connectionState !== 'connected') continue;
      links++;
      (await connection.getStats()).forEach((/** @type {RTCStats & { readonly bytesSent?: number, readonly requestsSent?: number, readonly responsesSent?: number }} */ report) => {
        if (report.type === 'transport') bytes += report.bytesSent ?? 0;
        if (report.type === 'candidate-pair') checks += (report.requestsSent ?? 0) + (report.responsesSent ?? 0);
      });
    }
    return { meeting, said, links, bytes, checks };
  };
  Object.assign(globalThis, { traffic });
}
