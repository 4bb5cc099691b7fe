/**
 * Who works with the book: people, their devices, and what each role may do (SPEC S7). Pure.
 *
 * A role guides and mutes, it does not hide: every admitted device holds the whole book and could read it with other software. What a role
 * may not write, colleagues' devices do not take from it.
 */

export type Role = 'owner' | 'manager' | 'staff' | 'fairHelper' | 'auditor';
export const ROLES: readonly Role[] = ['owner', 'manager', 'staff', 'fairHelper', 'auditor'];
export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

/** `manage`: admit and remove devices, change roles. `erase`: remove customers for good. `log`: read who did what. `export`: take files out. */
export type Deed = 'read' | 'capture' | 'edit' | 'erase' | 'settings' | 'manage' | 'log' | 'export';

const DEEDS: Readonly<Record<Role, readonly Deed[]>> = {
  owner: ['read', 'capture', 'edit', 'erase', 'settings', 'manage', 'log', 'export'],
  manager: ['read', 'capture', 'edit', 'erase', 'settings', 'manage', 'log', 'export'],
  staff: ['read', 'capture', 'edit', 'export'],
  fairHelper: ['capture'],
  auditor: ['read', 'log'],
};

export const can = (role: Role, deed: Deed): boolean => DEEDS[role].includes(deed);

/** What a customer is to the one who looks. `isOwnLead`: this device has created the customer. */
export interface Lead { readonly isOwnLead: boolean }

/** Whether the screens show a customer to this role; a fair helper sees the own leads only. */
export const maySee = (role: Role, lead: Lead): boolean => can(role, 'read') || (can(role, 'capture') && lead.isOwnLead);

/** The whole list, or only what this device has captured. */
export const seesOnlyOwnLeads = (role: Role): boolean => !can(role, 'read') && can(role, 'capture');

/** A change as the engine sees it before it knows its content. */
export type Change =
  | { readonly on: 'customer'; readonly deed: 'create' | 'erase' }
  | { readonly on: 'customer'; readonly deed: 'edit'; readonly isOwnLead: boolean }
  /** A record of the book: settings, fields, views. */
  | { readonly on: 'book'; readonly collection: string }
  /** Roster, epochs: who belongs to the team. Each record proves by its signature that it may be. */
  | { readonly on: 'team' };

/** Written along with everyday work by everybody who edits: whom one has told apart, what one has imported, the views one keeps. */
const EVERYDAY_COLLECTIONS: readonly string[] = ['savedViews', 'imports', 'exports', 'notDuplicates', 'members'];

/** Whether a device of this role may make the change; what it sends of others is not taken. */
export function mayWrite(role: Role, change: Change): boolean {
  switch (change.on) {
    case 'customer':
      if (change.deed === 'edit') return can(role, 'edit') || (can(role, 'capture') && change.isOwnLead);
      return can(role, change.deed === 'create' ? 'capture' : 'erase');
    case 'book':
      return can(role, 'settings') || (can(role, 'edit') && EVERYDAY_COLLECTIONS.includes(change.collection));
    case 'team':
      return true;
  }
}

/** How much a role may do with devices: an owner all, a manager all but owners. Higher acts on lower. */
const RANK: Readonly<Record<Role, number>> = { owner: 2, manager: 1, staff: 0, fairHelper: 0, auditor: 0 };
export const rankOf = (role: Role): number => RANK[role];

/** Whether `by` may let a device in with the role. Only an owner makes owners. */
export const mayAdmit = (by: Role, role: Role): boolean => can(by, 'manage') && rankOf(by) >= rankOf(role);

/** Whether `by` may send away a device that has the role now. A manager may not touch owners. */
export const mayRemove = (by: Role, target: Role): boolean => can(by, 'manage') && rankOf(by) >= rankOf(target);

export const mayChangeRole = (by: Role, from: Role, to: Role): boolean => mayRemove(by, from) && mayAdmit(by, to);

/** Of several roles given at the same time the one that may do least; all of them equal, the later in ROLES. */
export const leastOf = (roles: readonly Role[]): Role => roles.reduce((least, role) => (ROLES.indexOf(role) > ROLES.indexOf(least) ? role : least));

/** What must not happen by accident: a team in which nobody can admit or remove anyone any more. The recovery kit counts for nothing here. */
export const leavesNoOwner = (owners: readonly string[], removed: string): boolean => owners.every((owner) => owner === removed);
