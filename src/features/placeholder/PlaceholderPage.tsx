/** An honest empty page for a place that is not built yet: what it will be, and what helps today. */
import { ButtonLink } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import type { IconName } from '../../ui/Icon';
import { placeholderWords } from './words';
import styles from './PlaceholderPage.module.css';

export type Place = 'today' | 'portfolio' | 'plan' | 'messages' | 'reports' | 'team';

const ICONS = { today: 'today', portfolio: 'portfolio', plan: 'plan', messages: 'message', reports: 'report', team: 'team' } as const satisfies Record<Place, IconName>;

export default function PlaceholderPage(props: { readonly place: Place }) {
  const words = placeholderWords;
  const leadsToExport = () => props.place === 'team' || props.place === 'messages' || props.place === 'reports';
  return (
    <div class={styles.page}>
      <h1>{words()[props.place]}</h1>
      <EmptyState
        class={styles.empty} icon={ICONS[props.place]} title={words().notYet}
        body={<>{words()[`${props.place}Will`]}<br />{words()[`${props.place}Now`]}</>}
        action={<ButtonLink href={leadsToExport() ? '#/import' : '#/customers'} iconEnd="arrow">{leadsToExport() ? words().toExport : words().toCustomers}</ButtonLink>}
      />
    </div>
  );
}
