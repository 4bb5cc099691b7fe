/**
 * What the role of the device that sends permits (SPEC S7). It speaks of the sender, not of the author, whom a change does not name:
 * who may edit may also pass on what others wrote; auditors and fair helpers pass on nothing. A tombstone passes through devices
 * that may not erase by the proof that it carries.
 */
import { can } from '../../domain/team';
import type { ItemChange, SyncPolicy, SyncSender } from './port';

export type VerifyErasure = (id: string, proof: Uint8Array) => Promise<boolean>;

export function createRolePolicy(options: { readonly verifyErasure?: VerifyErasure; readonly proveErasure?: SyncPolicy['proveErasure'] } = {}): SyncPolicy {
  const { verifyErasure, proveErasure } = options;
  return {
    mayWrite: ({ role }: SyncSender, id: string, change: ItemChange) => {
      switch (change.kind) {
        case 'create':
          return can(role, 'capture');
        case 'edit':
          return can(role, 'edit') || (change.isOwn && can(role, 'capture'));
        case 'team':
          return can(role, 'edit');
        case 'erase':
          return can(role, 'erase') || (change.proof.length > 0 && verifyErasure ? verifyErasure(id, change.proof) : false);
      }
    },
    ...(proveErasure ? { proveErasure } : {}),
  };
}

/** Before the team has given its rules nobody may write. */
export const NOBODY: SyncPolicy = { mayWrite: () => false };
