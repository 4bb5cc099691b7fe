/**
 * The camera as a scanner needs it: a picture to look at and frames to read, a square from its middle, which is what is shown. A device with two
 * takes the one at its back. Whoever opens it closes it: until then the lamp beside it is on.
 */
import { err, ok, type Result } from '../lib/result';

export type CameraFailure =
  | 'refused' // by the person, now or before, or by whoever manages the device
  | 'no-camera'
  | 'in-use' // by another program, or it does not start
  | 'not-secure'; // browsers give it to HTTPS and localhost only

export interface Frame { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }

export interface Camera {
  /** What it sees now, RGBA; `turn` in radians. undefined before the first picture. */
  frame(turn: number): Frame | undefined;
  /** It looks the way the screen does: people expect a mirror. */
  readonly isFacingUser: boolean;
  /** Taken away: unplugged, or by the system. */
  onLost(listener: () => void): void;
  close(): void;
}

/** Shows it in `video`. */
export type OpenCamera = (video: HTMLVideoElement) => Promise<Result<Camera, CameraFailure>>;

/** A dense code of 600 letters that fills half of it has five pixels for each module. */
const WANTED = { width: { ideal: 1_920 }, height: { ideal: 1_080 } };
const MAX_SIDE = 1_080;

export const openCamera: OpenCamera = async (video) => {
  // not there at all on a page without HTTPS, whatever the types say
  if (!('mediaDevices' in navigator)) return err('not-secure');
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', ...WANTED } });
  } catch (error) {
    return err(failureOf(error));
  }
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const [track] = stream.getVideoTracks();
  video.srcObject = stream;
  // Rejects when it is closed before it has begun.
  video.play().catch(() => undefined);
  return ok({
    isFacingUser: track?.getSettings().facingMode !== 'environment',
    onLost: (listener) => track?.addEventListener('ended', listener),
    close: () => {
      for (const each of stream.getTracks()) each.stop();
      video.srcObject = null;
    },
    frame: (turn) => {
      const { videoWidth, videoHeight } = video;
      const seen = Math.min(videoWidth, videoHeight), side = Math.min(seen, MAX_SIDE);
      if (side === 0 || !context) return undefined;
      if (canvas.width !== side) canvas.width = canvas.height = side;
      context.setTransform(Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), side / 2, side / 2);
      context.drawImage(video, (videoWidth - seen) / 2, (videoHeight - seen) / 2, seen, seen, -side / 2, -side / 2, side, side);
      return context.getImageData(0, 0, side, side);
    },
  });
};

/** https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
function failureOf(error: unknown): CameraFailure {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError': case 'SecurityError': return 'refused';
    case 'NotFoundError': case 'OverconstrainedError': return 'no-camera';
    default: return 'in-use';
  }
}
