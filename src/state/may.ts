/** What this device may do by its role in the team (SPEC S7): everything where there is no team. Screens hide or lock the rest; the book refuses it. */
import { can, seesOnlyOwnLeads, type Deed } from '../domain/team';
import { useTeamSync } from './team-sync';

/** The answer is tracked: a role that changes shows at once. Until the team has been read nothing may be erased, whoever this is. */
export function useMay(): (deed: Deed) => boolean {
  const { role, isKnown } = useTeamSync();
  return (deed) => {
    const current = role();
    if (deed === 'erase' && !isKnown()) return false;
    return current === undefined || can(current, deed);
  };
}

/** Whether those who are shown may be changed: all of them, or, where no others are shown, the own leads. Tracked. */
export function useMayChange(): () => boolean {
  const may = useMay();
  return () => may('edit') || may('capture');
}

/** Whether only those are shown whom this device has added; tracked. */
export function useSeesOnlyOwnLeads(): () => boolean {
  const { role } = useTeamSync();
  return () => { const current = role(); return current !== undefined && seesOnlyOwnLeads(current); };
}
