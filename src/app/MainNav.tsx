/** The rail on landscape screens and the bottom bar on portrait ones: the same places, one of them shown by CSS. */
import { For, Show } from 'solid-js';
import { useLocation, useNavigate } from '@solidjs/router';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import { cx } from '../ui/cx';
import { BAR_PLACES, NOT_ON_PHONE, PLACES, isAt } from './places';
import type { Place } from './places';
import { SyncState } from './SyncState';
import { appWords } from './words';
import styles from './Shell.module.css';

export interface MainNavProps { readonly bookName: string }

export function MainNav(props: MainNavProps) {
  const words = appWords;
  return (
    <nav class={styles.rail} aria-label={words().main}>
      <span class={styles.shop} title={props.bookName || 'Regulars'} aria-hidden="true"><b class={styles.mark}>{(props.bookName.trim() || 'Regulars').slice(0, 1).toUpperCase()}</b></span>
      <For each={PLACES.filter(({ group }) => group === 'top')}>{(place) => <PlaceLink place={place} />}</For>
      <span class={styles.gap} />
      <For each={PLACES.filter(({ group }) => group === 'end')}>{(place) => <PlaceLink place={place} short />}</For>
      <SyncState />
    </nav>
  );
}

export function BottomBar() {
  const words = appWords;
  const navigate = useNavigate();
  const location = useLocation();
  const inBar = (place: Place) => BAR_PLACES.includes(place.name);
  return (
    <nav class={styles.bottom} aria-label={words().main}>
      <For each={PLACES.filter(inBar)}>{(place) => <PlaceLink place={place} class={NOT_ON_PHONE.includes(place.name) ? styles.tabletOnly : undefined} />}</For>
      <Menu
        label={words().more} class={styles.more}
        trigger={<span class={styles.moreInside}><Icon name="list" />{words().more}</span>}
        items={PLACES.filter((place) => !inBar(place) || NOT_ON_PHONE.includes(place.name)).map((place) => ({
          label: words()[place.name], icon: place.icon, ...(isAt(location.pathname, place) ? { checked: true } : {}), onSelect: () => { navigate(place.path); },
        }))}
      />
      <SyncState />
    </nav>
  );
}

function PlaceLink(props: { readonly place: Place; readonly short?: boolean; readonly class?: string | undefined }) {
  const words = appWords;
  const location = useLocation();
  const isOn = () => isAt(location.pathname, props.place);
  return (
    <a href={`#${props.place.path}`} class={cx(styles.nav, props.short && styles.short, isOn() && styles.on, props.class)} aria-current={isOn() ? 'page' : undefined}>
      <Icon name={props.place.icon} /><Show when={words()[props.place.name]}>{(word) => <span class={styles.word}>{word()}</span>}</Show>
    </a>
  );
}
