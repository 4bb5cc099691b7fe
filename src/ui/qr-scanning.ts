/**
 * From the wish to scan to the text that was read. One owner of the camera: whatever ends the scanning closes it, also when the camera comes only after
 * that. Its reader is fetched when it is needed.
 *
 *   asking ── looking ── taking ── over
 *      └─ failed ─┘  └─ problem ─┘
 */
import { createSignal, onCleanup } from 'solid-js';
import type { Accessor } from 'solid-js';
import type { Camera, CameraFailure, Frame, OpenCamera } from './camera';

export type ScanState =
  | { readonly kind: 'asking' }
  /** `isSlow`: for long nothing has been read. `problem`: what is wrong with what was read last. */
  | { readonly kind: 'looking'; readonly isSlow: boolean; readonly problem: string | undefined; readonly isFacingUser: boolean }
  | { readonly kind: 'taking' }
  | { readonly kind: 'failed'; readonly failure: CameraFailure | 'lost' | 'no-reader' };

export interface ScanningOptions {
  readonly openCamera: OpenCamera;
  /** Says what is wrong with a text; then the next one is looked for. */
  readonly onText: (text: string) => Promise<string | undefined> | string | undefined;
  readonly onDone: () => void;
}

/** Reading takes 10 to 50 ms; the rest is for drawing the picture. */
const PAUSE_MS = 120;
const SLOW_MS = 20_000;
/** The reader bears some 30 degrees; a code that stands askew is read on every second frame. */
const TURNS = [0, Math.PI / 4] as const;

export function createScanning({ openCamera, onText, onDone }: ScanningOptions): { readonly state: Accessor<ScanState>; begin(video: HTMLVideoElement): void } {
  const [state, setState] = createSignal<ScanState>({ kind: 'asking' });
  let end = (): void => undefined;
  onCleanup(() => { end(); });

  const begin = (video: HTMLVideoElement): void => {
    end();
    let isOver = false, camera: Camera | undefined, timer: ReturnType<typeof setTimeout> | undefined;
    const stop = end = () => {
      isOver = true;
      clearTimeout(timer);
      camera?.close();
    };
    const fail = (failure: Extract<ScanState, { kind: 'failed' }>['failure']): void => {
      if (isOver) return;
      stop();
      setState({ kind: 'failed', failure });
    };
    const run = async (): Promise<void> => {
      setState({ kind: 'asking' });
      const reading = loadReader();
      const opened = await openCamera(video);
      if (!opened.ok) return fail(opened.error);
      camera = opened.value;
      if (isOver) return camera.close();
      const { isFacingUser } = camera;
      camera.onLost(() => { fail('lost'); });
      const read = await reading;
      if (!read) return fail('no-reader');
      const since = Date.now();
      let last: string | undefined, problem: string | undefined;
      for (let n = 0; !isOver; n++) {
        setState({ kind: 'looking', isSlow: problem === undefined && Date.now() - since >= SLOW_MS, problem, isFacingUser });
        const frame = camera.frame(TURNS[n % TURNS.length]!);
        const text = frame && read(frame);
        // What was no good a moment ago is none now.
        if (text !== undefined && text !== last) {
          last = text;
          setState({ kind: 'taking' });
          problem = await onText(text);
          if (problem === undefined) return done();
        } else await new Promise<void>((resolve) => { timer = setTimeout(resolve, PAUSE_MS); });
      }
    };
    const done = (): void => {
      if (isOver) return;
      stop();
      onDone();
    };
    void run();
  };
  return { state, begin };
}

/** undefined when the part of the app that reads codes cannot be fetched. */
async function loadReader(): Promise<((frame: Frame) => string | undefined) | undefined> {
  try {
    const { decodeQR } = await import('qr/decode.js');
    return (frame) => {
      try {
        return decodeQR(frame);
      } catch {
        return undefined; // no code in it, or one that cannot be made out
      }
    };
  } catch {
    return undefined;
  }
}
