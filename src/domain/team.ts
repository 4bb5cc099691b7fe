/** Who works with the book: people, their devices, and what each role may do (SPEC S7). Pure. */

export type Role = 'owner' | 'manager' | 'staff' | 'fairHelper' | 'auditor';
export const ROLES: readonly Role[] = ['owner', 'manager', 'staff', 'fairHelper', 'auditor'];

/** `manage`: admit and remove devices, change roles. `erase`: remove customers for good. */
export type Deed = 'read' | 'capture' | 'edit' | 'erase' | 'settings' | 'manage';

const DEEDS: Readonly<Record<Role, readonly Deed[]>> = {
  owner: ['read', 'capture', 'edit', 'erase', 'settings', 'manage'],
  manager: ['read', 'capture', 'edit', 'erase', 'settings', 'manage'],
  staff: ['read', 'capture', 'edit'],
  fairHelper: ['capture'],
  auditor: ['read'],
};

export const can = (role: Role, deed: Deed): boolean => DEEDS[role].includes(deed);
