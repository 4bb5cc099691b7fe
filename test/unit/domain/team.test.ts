import { describe, expect, it } from 'vitest';
import { can, isRole, leastOf, leavesNoOwner, mayAdmit, mayChangeRole, mayRemove, maySee, mayWrite, ROLES, seesOnlyOwnLeads, type Change, type Role } from '../../../src/domain/team';

const who = (allowed: (role: Role) => boolean): readonly Role[] => ROLES.filter(allowed);

describe('roles', () => {
  it('let everyone but the fair helper read the whole book, and a fair helper the own leads', () => {
    expect(who((role) => maySee(role, { isOwnLead: false }))).toEqual(['owner', 'manager', 'staff', 'auditor']);
    expect(who((role) => maySee(role, { isOwnLead: true }))).toEqual(['owner', 'manager', 'staff', 'fairHelper', 'auditor']);
    expect(who(seesOnlyOwnLeads)).toEqual(['fairHelper']);
  });

  it('show the log to those who answer for it, and let only those take files out who work with the whole book', () => {
    expect(who((role) => can(role, 'log'))).toEqual(['owner', 'manager', 'auditor']);
    expect(who((role) => can(role, 'export'))).toEqual(['owner', 'manager', 'staff']);
  });

  it.each<[string, Change, readonly Role[]]>([
    ['a new customer', { on: 'customer', deed: 'create' }, ['owner', 'manager', 'staff', 'fairHelper']],
    ["an edit of one's own lead", { on: 'customer', deed: 'edit', isOwnLead: true }, ['owner', 'manager', 'staff', 'fairHelper']],
    ['an edit of any other customer', { on: 'customer', deed: 'edit', isOwnLead: false }, ['owner', 'manager', 'staff']],
    ['an erasure for good', { on: 'customer', deed: 'erase' }, ['owner', 'manager']],
    ['a setting of the book', { on: 'book', collection: 'settings' }, ['owner', 'manager']],
    ['a field of the own', { on: 'book', collection: 'fieldDefinitions' }, ['owner', 'manager']],
    ['a collection that this version does not know', { on: 'book', collection: 'plans' }, ['owner', 'manager']],
    ['a saved view', { on: 'book', collection: 'savedViews' }, ['owner', 'manager', 'staff']],
    ['an import', { on: 'book', collection: 'imports' }, ['owner', 'manager', 'staff']],
    ['a signed record, which proves itself', { on: 'team' }, ROLES],
  ])('take %s from those who may', (_name, change, allowed) => {
    expect(who((role) => mayWrite(role, change))).toEqual(allowed);
  });

  it('let owners make owners, managers everyone else, and nobody else anyone', () => {
    for (const role of ROLES) expect(who((by) => mayAdmit(by, role))).toEqual(role === 'owner' ? ['owner'] : ['owner', 'manager']);
    for (const role of ROLES) expect(who((by) => mayRemove(by, role))).toEqual(role === 'owner' ? ['owner'] : ['owner', 'manager']);
  });

  it('keep a manager from raising anyone to owner and from lowering an owner', () => {
    expect(mayChangeRole('manager', 'staff', 'owner')).toBe(false);
    expect(mayChangeRole('manager', 'owner', 'staff')).toBe(false);
    expect(mayChangeRole('manager', 'staff', 'manager')).toBe(true);
    expect(mayChangeRole('owner', 'owner', 'auditor')).toBe(true);
    expect(mayChangeRole('staff', 'fairHelper', 'auditor')).toBe(false);
  });

  it('of several given at once keep the least', () => {
    expect(leastOf(['owner', 'staff', 'manager'])).toBe('staff');
    expect(leastOf(['fairHelper', 'auditor'])).toBe(leastOf(['auditor', 'fairHelper']));
  });

  it('warn before the last owner goes', () => {
    expect(leavesNoOwner(['a'], 'a')).toBe(true);
    expect(leavesNoOwner(['a', 'b'], 'a')).toBe(false);
    expect(leavesNoOwner(['a', 'b'], 'c')).toBe(false);
  });

  it('are told from anything else', () => {
    for (const value of ['boss', '', 1, null, undefined, {}, 'toString']) expect(isRole(value)).toBe(false);
    for (const role of ROLES) expect(isRole(role)).toBe(true);
  });
});
