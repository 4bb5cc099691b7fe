/** Who may be the same as the one being typed, and why; each can be opened or said to be somebody else. */
import { For, Show } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';
import type { DuplicateHit } from '../../domain/duplicates/duplicate-index';
import { Avatar } from '../../ui/Avatar';
import { Button } from '../../ui/Button';
import { newCustomerWords } from './new-customer-words';
import styles from './CustomersPage.module.css';

export interface DuplicateHitsProps { readonly hits: readonly DuplicateHit[]; onOpen(id: CustomerId): void; onNotSame(id: CustomerId): void }

export function DuplicateHits(props: DuplicateHitsProps) {
  const words = newCustomerWords;
  const title = () => {
    const [best] = props.hits;
    return best?.level === 'stop' ? words().stopTitle : best?.level === 'hint' ? words().hintTitle : words().namesakeTitle;
  };
  return (
    <div role="status">
      <Show when={props.hits.length > 0}>
        <div class={styles.hits}>
          <strong>{title()}</strong>
          <For each={props.hits}>{(hit) => (
            <div class={styles.hit}>
              <Avatar name={hit.row.name || '?'} shape={hit.row.kind ?? 'person'} seed={hit.id} />
              <span><strong>{hit.row.name}</strong><br />{[hit.row.org, hit.row.town].filter((part) => part && part !== hit.row.name).concat(hit.reasons.map((reason) => words().reason[reason])).join(' · ')}</span>
              <span class={styles.hitActions}>
                <Button size="s" onPress={() => { props.onOpen(hit.id); }}>{words().open}</Button>
                <Button size="s" kind="quiet" onPress={() => { props.onNotSame(hit.id); }}>{words().notSame}</Button>
              </span>
            </div>
          )}</For>
        </div>
      </Show>
    </div>
  );
}
