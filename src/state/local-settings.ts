/** This device's own settings, read once each and shared, so that a change shows wherever the setting is used. */
import { createSignal, onCleanup } from 'solid-js';
import type { Setter } from 'solid-js';
import type { Result } from '../lib/result';
import type { Book } from '../replica/book';
import type { StorageError } from '../replica/ports';

export interface LocalSettings {
  /** Tracked; '' while it is being read or not set. */
  get(key: string): string;
  /** '' removes. Shown at once; resolves after it is stored. */
  set(key: string, value: string): Promise<Result<void, StorageError>>;
}

/** Needs an owner. */
export function createLocalSettings(local: Book['local']): LocalSettings {
  const settings = new Map<string, { read: () => string; write: Setter<string>; touched: boolean }>();
  let gone = false;
  onCleanup(() => { gone = true; });

  const settingOf = (key: string) => {
    const known = settings.get(key);
    if (known) return known;
    const [read, write] = createSignal('');
    const setting = { read, write, touched: false };
    settings.set(key, setting);
    void local.get(`setting/${key}`).then((stored) => {
      if (!setting.touched && !gone && typeof stored === 'string') write(stored);
    });
    return setting;
  };
  return {
    get: (key) => settingOf(key).read(),
    set: (key, value) => {
      const setting = settingOf(key);
      setting.touched = true;
      setting.write(value);
      return local.set(`setting/${key}`, value === '' ? null : value);
    },
  };
}
