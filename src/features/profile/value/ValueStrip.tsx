/** What the customer is worth, could be worth and how much of them is ours: four figures, each with its reason, each open to its arithmetic. */
import { Show, createSignal } from 'solid-js';
import type { JSX } from 'solid-js';
import { useFormat } from '../../../ui/i18n';
import type { CustomerValue } from '../../../domain/value/customer-value';
import type { CustomerWorth } from './customer-worth';
import { ValueSheet } from './ValueSheet';
import { valueWords } from './words';
import styles from './Value.module.css';

export function ValueStrip(props: { readonly worth: CustomerWorth }) {
  const words = valueWords;
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <>
      <section class={styles.strip} aria-label={words().value}>
        <Show when={props.worth.value()}>{(value) => <Cells worth={props.worth} value={value()} onOpen={() => setIsOpen(true)} />}</Show>
      </section>
      <Show when={isOpen() && props.worth.value()}>{(value) => <ValueSheet worth={props.worth} value={value()} onClose={() => setIsOpen(false)} />}</Show>
    </>
  );
}

function Cells(props: { readonly worth: CustomerWorth; readonly value: CustomerValue; readonly onOpen: () => void }) {
  const words = valueWords;
  const format = useFormat();
  const money = (minor: number) => format.wholeMoney(minor, props.worth.rules().currency);
  const missing = () => {
    switch (props.value.noValue) {
      case 'no-purchase': return words().nothingBought;
      case 'other-currency': return words().otherCurrency;
      case 'too-early': return words().fromDay90;
      case undefined: return '';
    }
  };
  const year = () => props.value.contribution12 * props.value.annualised;
  const shareWhy = () => {
    const { share } = props.value;
    if (!share) return words().nobodyAsked;
    if (share.isTooSmall) return words().walletTooSmall;
    if (share.isStale) return words().stale(format.day(share.wallet.at));
    return words().ofWallet(money(share.wallet.minor), words().methodPast[share.wallet.method]);
  };
  const potentialWhy = () => {
    const { potential } = props.value;
    if (!potential) return words().needsWallet;
    return potential.from === 'wallet' ? words().ifShare(format.percent(props.worth.rules().attainableSharePercent / 100)) : words().likePeers(potential.peers.count);
  };
  return (
    <>
      <Cell label={words().actual} why={props.value.actual === undefined ? missing() : words().yearTimes(money(year()), format.number(props.value.multiple, 2))} onOpen={() => props.onOpen()}>
        {props.value.actual === undefined ? (props.value.noValue === 'too-early' ? words().tooEarly : '–') : money(props.value.actual)}
      </Cell>
      <Cell label={words().share} why={shareWhy()} isWeak={props.value.share?.isStale} onOpen={() => props.onOpen()}>
        <Show when={props.value.share} fallback={words().unknown}>
          {(share) => <><Ring percent={share().percent} />{format.percent(share().percent / 100)}</>}
        </Show>
      </Cell>
      <Cell label={words().potential} why={potentialWhy()} onOpen={() => props.onOpen()}>
        <Show when={props.value.potential} fallback="–">{(potential) => <>{money(potential().minor)} <small>{words().est}</small></>}</Show>
      </Cell>
      <Cell label={words().unrealized} why={props.value.unrealized === undefined ? missing() || words().needsWallet : words().lessActual} onOpen={() => props.onOpen()}>
        <Show when={props.value.unrealized !== undefined} fallback="–">{money(props.value.unrealized!)} <small>{words().est}</small></Show>
      </Cell>
    </>
  );
}

function Cell(props: { readonly label: string; readonly why: string; readonly isWeak?: boolean | undefined; readonly onOpen: () => void; readonly children: JSX.Element }) {
  return (
    <button type="button" class={styles.cell} onClick={() => { props.onOpen(); }} aria-haspopup="dialog">
      <span class={styles.label}>{props.label}</span>
      <span class={styles.figure} classList={{ [styles.weak ?? '']: props.isWeak === true }}>{props.children}</span>
      <span class={styles.why}>{props.why}</span>
    </button>
  );
}

function Ring(props: { readonly percent: number }) {
  return (
    <svg class={styles.ring} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9" /><circle class={styles.ringOn} cx="12" cy="12" r="9" pathLength="100" stroke-dasharray={`${props.percent} 100`} />
    </svg>
  );
}
