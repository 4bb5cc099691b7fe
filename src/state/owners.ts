/** Who can look after a customer: the team's members, the person at this device, and whoever owns someone already. */
import { createMemo } from 'solid-js';
import type { Accessor } from 'solid-js';
import { useActor, useRows, useTeam } from './book-context';

/** Names in alphabetical order, each once. Recomputed when members change, not with every row. */
export function useOwners(): Accessor<readonly string[]> {
  const team = useTeam();
  const rows = useRows();
  const actor = useActor();
  const owners = createMemo(() => {
    const names = new Set<string>(actor.name ? [actor.name] : []);
    for (const member of Object.values(team.all('members'))) {
      if (typeof member === 'object' && member !== null && !Array.isArray(member)) {
        const name = (member as { readonly name?: unknown }).name;
        if (typeof name === 'string' && name) names.add(name);
      }
    }
    for (const row of rows.index.all()) if (row.owner) names.add(row.owner);
    return [...names].sort((a, b) => a.localeCompare(b));
  });
  return owners;
}
