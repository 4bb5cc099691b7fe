import { afterEach, expect, it, vi } from 'vitest';
import { divertSyncFiles, takeIncomingFiles, takeSyncFiles, watchIncomingFiles } from '../../../src/app/incoming-files';

type Consumer = (parameters: { files: readonly { name: string; getFile: () => Promise<File> }[] }) => void;

afterEach(() => { vi.unstubAllGlobals(); });

it('a file that the file manager hands over but that cannot be read is named, and the others are taken', async () => {
  let consume!: Consumer;
  vi.stubGlobal('launchQueue', { setConsumer: (consumer: Consumer) => { consume = consumer; } });
  const unreadable: string[] = [];
  watchIncomingFiles((names) => { unreadable.push(...names); });
  consume({ files: [
    { name: 'anna.vcf', getFile: () => Promise.resolve(new File(['BEGIN:VCARD'], 'anna.vcf')) },
    { name: 'moved.csv', getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) },
  ] });
  await vi.waitFor(() => { expect(unreadable).toEqual(['moved.csv']); });
  expect(location.hash).toBe('#/import');
  expect((await takeIncomingFiles()).map(({ name }) => name)).toEqual(['anna.vcf']);
  expect(await takeIncomingFiles()).toEqual([]);
});

it('a file dropped beside every place made for it goes to the import, one that a place has taken stays there', async () => {
  watchIncomingFiles(() => undefined);
  const drop = (name: string): DragEvent => Object.assign(new Event('drop', { bubbles: true, cancelable: true }), { dataTransfer: { types: ['Files'], files: [new File(['a'], name)] } }) as unknown as DragEvent;
  const place = document.createElement('div');
  document.body.append(place);
  place.addEventListener('drop', (event) => { event.preventDefault(); });
  place.dispatchEvent(drop('photo.png'));
  const dropped = drop('list.csv');
  document.body.dispatchEvent(dropped);
  expect(dropped.defaultPrevented).toBe(true);
  expect(new Set((await takeIncomingFiles()).map(({ name }) => name))).toEqual(new Set(['list.csv']));
});

it('a sync file goes to the Team page, what came with it to the import', async () => {
  location.hash = '#/customers';
  const rest = divertSyncFiles(['Quay Street Wines 2026-11-22.regulars-sync', 'list.csv', 'sync (1).REGULARS-SYNC.bin', 'about regulars-sync.csv'].map((name) => new File(['a'], name)));
  expect(rest.map(({ name }) => name)).toEqual(['list.csv', 'about regulars-sync.csv']);
  expect(location.hash).toBe('#/team');
  expect(takeSyncFiles().map(({ name }) => name)).toEqual(['Quay Street Wines 2026-11-22.regulars-sync', 'sync (1).REGULARS-SYNC.bin']);
  expect(takeSyncFiles()).toEqual([]);
  expect(await takeIncomingFiles()).toEqual([]);
});
