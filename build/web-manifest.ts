/**
 * The web app manifest (W3C Application Manifest, and the incubations share_target, file_handlers, launch_handler).
 * Every URL in it is relative, so that one build runs under any base path.
 *
 * `id` is the exception: browsers resolve it against the origin alone, so two books under one origin would be taken for one
 * app and overwrite each other. `BASE_PATH` at build time, or our own server at run time, makes it differ.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestId } from '../src/server/manifest-id.mjs';

/** One image of the manifest, as the specification names its members. */
interface ManifestImage {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: 'any' | 'maskable' | 'monochrome';
  readonly form_factor?: 'wide' | 'narrow';
  readonly label?: string;
}

const paper = '#f9f7f2';

/**
 * The manifest as an object.
 * @param publicFolder absolute path of `public/`; the sizes of images are read from their files, so they cannot be wrong
 * @param base path under which a static host will serve this build
 */
export function webManifest(publicFolder: string, base: string) {
  const contacts = { 'text/vcard': ['.vcf'], 'text/csv': ['.csv'] };
  const syncFileType = 'application/vnd.regulars-sync';
  const shortcutIcons = [png(publicFolder, 'icons/icon-192.png', 'any')];
  return {
    id: manifestId(base),
    name: 'Regulars',
    short_name: 'Regulars',
    description: 'The customer book of a small business: on your own devices, shared by the whole team, without a central database.',
    lang: 'en',
    dir: 'auto',
    start_url: './',
    scope: './',
    display: 'standalone',
    display_override: ['standalone', 'minimal-ui'],
    orientation: 'any',
    theme_color: paper,
    background_color: paper,
    categories: ['business', 'productivity'],
    icons: [
      png(publicFolder, 'icons/icon-192.png', 'any'),
      png(publicFolder, 'icons/icon-512.png', 'any'),
      png(publicFolder, 'icons/maskable-192.png', 'maskable'),
      png(publicFolder, 'icons/maskable-512.png', 'maskable'),
      { src: './icons/monochrome.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'monochrome' },
    ],
    screenshots: screenshots(publicFolder),
    shortcuts: [
      { name: 'New customer', url: './#/customers?new=1', icons: shortcutIcons },
      { name: 'Import', url: './#/import', icons: shortcutIcons },
      { name: 'Customers', url: './#/customers', icons: shortcutIcons },
    ],
    share_target: {
      action: './share-target',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { files: [{ name: 'files', accept: ['.vcf', '.csv', '.regulars-sync', 'text/vcard', 'text/x-vcard', 'text/csv', syncFileType] }] },
    },
    file_handlers: [
      { action: './#/import', accept: contacts, launch_type: 'single-client' },
      { action: './#/team', accept: { [syncFileType]: ['.regulars-sync'] }, launch_type: 'single-client' },
    ],
    launch_handler: { client_mode: ['navigate-existing', 'auto'] },
  };
}

/** Pictures of the app named `wide-<label>.png` and `narrow-<label>.png`, dashes standing for blanks; none before they are taken. */
function screenshots(publicFolder: string): ManifestImage[] {
  const names = readdirSync(publicFolder).includes('screenshots') ? readdirSync(join(publicFolder, 'screenshots')).sort() : [];
  return names.flatMap((name) => {
    const match = /^(wide|narrow)-(.+)\.png$/.exec(name);
    if (!match) return [];
    const { src, sizes, type } = png(publicFolder, `screenshots/${name}`, 'any');
    const words = (match[2] ?? '').replaceAll('-', ' ');
    return [{ src, sizes, type, form_factor: match[1] === 'wide' ? 'wide' : 'narrow', label: words.charAt(0).toUpperCase() + words.slice(1) }];
  });
}

/** An entry with the size that stands in the PNG's own header (IHDR: width and height at bytes 16 and 20). */
function png(publicFolder: string, path: string, purpose: 'any' | 'maskable'): ManifestImage {
  const header = readFileSync(join(publicFolder, path));
  return { src: `./${path}`, sizes: `${String(header.readUInt32BE(16))}x${String(header.readUInt32BE(20))}`, type: 'image/png', purpose };
}
