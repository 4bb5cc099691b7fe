/**
 * A camera of Chromium that sees what a test puts before it: a picture in the folder of the profile, read anew whenever the page opens the camera.
 * The page still has to be allowed to: `context.grantPermissions(['camera'])`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';

const WIDTH = 1280, HEIGHT = 720;
const pictureIn = (folder: string): string => join(folder, 'camera.y4m');

export const cameraFlags = (folder: string): string[] => ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${pictureIn(folder)}`];

/** As if held before it: a picture of what is drawn there now, five sixths as high as the view of the camera, on gray. */
export async function pointCamera(folder: string, shown: Locator): Promise<void> {
  const png = (await shown.screenshot()).toString('base64');
  const luma = await shown.page().evaluate(async ({ png, width, height }) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('This browser draws no picture.');
    const scale = (height * 5) / 6 / picture.height, drawn = [picture.width * scale, picture.height * scale] as const;
    context.fillStyle = '#777';
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, (width - drawn[0]) / 2, (height - drawn[1]) / 2, ...drawn);
    const { data } = context.getImageData(0, 0, width, height);
    let bytes = '';
    for (let at = 1; at < data.length; at += 4) bytes += String.fromCharCode(data[at] ?? 0);
    return btoa(bytes);
  }, { png, width: WIDTH, height: HEIGHT });
  // https://wiki.multimedia.cx/index.php/YUV4MPEG2: a header, then a frame of luma and two planes of no color
  const header = `YUV4MPEG2 W${String(WIDTH)} H${String(HEIGHT)} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
  writeFileSync(pictureIn(folder), Buffer.concat([Buffer.from(header), Buffer.from(luma, 'base64'), Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]));
}
