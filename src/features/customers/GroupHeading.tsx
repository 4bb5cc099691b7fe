/** The heading of a group of rows and how many it has. */
import type { Group } from '../../state/customer-order';
import { useFormat } from '../../ui/i18n';
import { groupLabel } from './group-label';

export function GroupHeading(props: { readonly group: Group }) {
  const format = useFormat();
  return <><span>{groupLabel(props.group.group)}</span><span>{format.number(props.group.count)}</span></>;
}
