/**
 * Settings of the book, typed: what the team shares lives in the team document, what belongs to this device in the book's
 * local values. Stored values come from other versions and other devices, so each is checked when it is read.
 */
import type { Accessor } from 'solid-js';
import type { Result } from '../lib/result';
import type { WriteError } from '../replica/book';
import type { StorageError } from '../replica/ports';
import { useLocalSettings, useTeam } from './book-context';
import { readTeamSetting } from './team-settings';
import type { TeamSetting, ValueOf } from './team-settings';

/** A shared setting and its setter; the setter resolves after it is stored. */
export function useTeamSetting<K extends TeamSetting>(key: K): readonly [Accessor<ValueOf<K>>, (value: ValueOf<K>) => Promise<Result<void, WriteError>>] {
  const team = useTeam();
  return [() => readTeamSetting(team.get('settings', key), key), (value) => team.set('settings', key, value)];
}

/** Only on this device, never synced. `personName` signs what is written here. */
export type LocalSetting = 'personName' | 'deviceName' | 'installGateSeen' | 'persistenceAsked' | 'customersSort' | 'customersView' | 'customersGrouped';

/** A local value as text ('' while it is being read or not set), and its setter, which resolves after it is stored. */
export function useLocalSetting(key: LocalSetting): readonly [Accessor<string>, (value: string) => Promise<Result<void, StorageError>>] {
  const local = useLocalSettings();
  return [() => local.get(key), (value) => local.set(key, value)];
}
