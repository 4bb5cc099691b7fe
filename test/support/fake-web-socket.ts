/** WebSockets whose other end is the test: it opens them, speaks to the client and closes them. */
export class FakeWebSocket extends EventTarget {
  /** All that were made, oldest first. */
  static made: FakeWebSocket[] = [];
  readonly said: string[] = [];
  bufferedAmount = 0;
  isClosed = false;

  constructor(readonly url: string) {
    super();
    if (!/^wss?:/.test(url)) throw new SyntaxError(`not an address: ${url}`);
    FakeWebSocket.made.push(this);
  }
  send(text: string): void {
    this.said.push(text);
  }
  /** By the client. As with a dead network, its close event never comes. */
  close(): void {
    this.isClosed = true;
  }
  open(): void {
    this.dispatchEvent(new Event('open'));
  }
  hear(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  /** By the other end. */
  drop(): void {
    this.isClosed = true;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Event('close'));
  }
}
