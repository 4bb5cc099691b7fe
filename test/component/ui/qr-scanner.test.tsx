import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library';
import encodeQr from 'qr';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok, type Result } from '../../../src/lib/result';
import { QrScanner } from '../../../src/ui/QrScanner';
import type { Camera, CameraFailure, Frame } from '../../../src/ui/camera';
import { useLocale } from '../../../src/ui/i18n';

beforeEach(() => { useLocale().setLocale('en'); });
afterEach(() => { cleanup(); vi.useRealTimers(); });

/** A picture of a code on grey, as a camera sees it. */
function pictureOf(text: string | undefined): Frame {
  const side = 240, data = new Uint8ClampedArray(side * side * 4).fill(140);
  const modules = text === undefined ? [] : encodeQr(text, 'raw', { ecc: 'low', border: 3 });
  const scale = Math.floor(200 / Math.max(1, modules.length));
  for (let y = 0; y < modules.length * scale; y++) {
    for (let x = 0; x < modules.length * scale; x++) data.fill(modules[Math.floor(y / scale)]![Math.floor(x / scale)] ? 20 : 240, ((y + 20) * side + x + 20) * 4, ((y + 20) * side + x + 20) * 4 + 4);
  }
  return { width: side, height: side, data };
}

function aCamera() {
  let seen: string | undefined;
  let lose = (): void => undefined;
  const close = vi.fn();
  const camera: Camera = { isFacingUser: false, frame: () => pictureOf(seen), close, onLost: (listener) => { lose = listener; } };
  return { camera, close, look: (text: string | undefined) => { seen = text; }, lose: () => { lose(); } };
}

function open(opened: Promise<Result<Camera, CameraFailure>>[], onText: (text: string) => string | undefined = () => undefined) {
  const onClose = vi.fn();
  const openCamera = vi.fn(() => opened.shift()!);
  const { unmount } = render(() => <QrScanner openCamera={openCamera} onText={onText} onClose={onClose} />);
  return { onClose, openCamera, unmount };
}
const given = (camera: Camera) => Promise.resolve(ok(camera));
const said = () => screen.getByRole('status').textContent;

describe('scanning a code', () => {
  it('asks for the camera, says where to hold the code, reads it, and lets the camera go', async () => {
    const { camera, close, look } = aCamera();
    const texts: string[] = [];
    const { onClose } = open([given(camera)], (text) => { texts.push(text); return undefined; });
    expect(said()).toMatch(/Allow the camera/);
    await waitFor(() => { expect(said()).toMatch(/Hold the code/); });
    expect(close).not.toHaveBeenCalled();
    look('https://book.example/#/team/join/x');
    await waitFor(() => { expect(onClose).toHaveBeenCalledOnce(); });
    expect(texts).toEqual(['https://book.example/#/team/join/x']);
    expect(close).toHaveBeenCalledOnce();
  });

  it('says what is wrong with a code, once, and goes on with the next', async () => {
    const { camera, close, look } = aCamera();
    const texts: string[] = [];
    const { onClose } = open([given(camera)], (text) => { texts.push(text); return text === 'WIFI' ? 'This is no invitation.' : undefined; });
    look('WIFI');
    await waitFor(() => { expect(said()).toBe('This is no invitation.'); });
    await new Promise((resolve) => { setTimeout(resolve, 400); });
    expect([texts, close.mock.calls.length]).toEqual([['WIFI'], 0]);
    look('RIGHT');
    await waitFor(() => { expect(onClose).toHaveBeenCalledOnce(); });
    expect(texts).toEqual(['WIFI', 'RIGHT']);
  });

  it.each([['refused', /not allowed/], ['no-camera', /no camera/], ['in-use', /Another program/], ['not-secure', /HTTPS/]] as const)('a camera that cannot be had is told, and can be asked for again (%s)', async (failure, expected) => {
    const { camera } = aCamera();
    const { openCamera } = open([Promise.resolve(err(failure)), given(camera)]);
    await waitFor(() => { expect(said()).toMatch(expected); });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => { expect(said()).toMatch(/Hold the code/); });
    expect(openCamera).toHaveBeenCalledTimes(2);
  });

  it('closes the camera on Escape, and one that comes only after that', async () => {
    const first = aCamera(), late = aCamera();
    const { onClose, unmount } = open([given(first.camera)]);
    await waitFor(() => { expect(said()).toMatch(/Hold the code/); });
    fireEvent.keyDown(screen.getByRole('dialog', { name: 'Scan a code' }), { key: 'Escape' });
    expect(onClose).toHaveBeenCalledOnce();
    unmount();
    expect(first.close).toHaveBeenCalledOnce();

    let give = (_: Result<Camera, CameraFailure>): void => undefined;
    const second = open([new Promise((resolve) => { give = resolve; })]);
    second.unmount();
    give(ok(late.camera));
    await waitFor(() => { expect(late.close).toHaveBeenCalledOnce(); });
  });

  it('tells when the camera is taken away', async () => {
    const { camera, close, lose } = aCamera();
    open([given(camera)]);
    await waitFor(() => { expect(said()).toMatch(/Hold the code/); });
    lose();
    await waitFor(() => { expect(said()).toMatch(/camera has gone/); });
    expect(close).toHaveBeenCalledOnce();
  });

  it('gives advice when nothing is read for long', async () => {
    vi.useFakeTimers();
    const { camera } = aCamera();
    open([given(camera)]);
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(said()).toMatch(/Hold the code/);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(said()).toMatch(/Go nearer/);
  });
});
