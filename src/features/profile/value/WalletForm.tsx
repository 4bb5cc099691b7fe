/** What the customer spends with everybody: an amount, or a share in their own words, each with how we know it. */
import { For, Show, createSignal } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Section } from '../../../ui/Section';
import { Segmented } from '../../../ui/Segmented';
import { TextField } from '../../../ui/TextField';
import { useFormat } from '../../../ui/i18n';
import { parseMoney } from '../../../domain/values/money';
import type { CustomerValue } from '../../../domain/value/customer-value';
import { WALLET_BANDS, WALLET_KEY, walletFromBand } from '../../../domain/value/wallet';
import type { Wallet, WalletBand, WalletMethod } from '../../../domain/value/wallet';
import type { Json } from '../../../lib/json';
import { useActor } from '../../../state/book-context';
import { useProfile } from '../profile-context';
import type { CustomerWorth } from './customer-worth';
import { valueWords } from './words';
import styles from './Value.module.css';

const METHODS: readonly WalletMethod[] = ['told', 'estimated'];

export function WalletForm(props: { readonly worth: CustomerWorth; readonly value: CustomerValue }) {
  const words = valueWords;
  const profile = useProfile();
  const actor = useActor();
  const format = useFormat();
  const [amount, setAmount] = createSignal<string>();
  const [method, setMethod] = createSignal<WalletMethod>('told');
  const [error, setError] = createSignal<string>();
  let amountField: HTMLElement | undefined;
  const wallet = () => props.worth.row()?.wallet;

  const note = (minor: number, how: WalletMethod, band?: WalletBand) => {
    const next: Wallet = { minor, currency: props.worth.rules().currency, method: how, at: props.worth.today(), by: actor.name, ...(band ? { band } : {}) };
    profile.announceFields({ [WALLET_KEY]: next as unknown as Json }, words().walletSaved);
    setAmount(undefined);
    setError(undefined);
  };
  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = amount();
    const parsed = parseMoney(typed ?? '', props.worth.rules().currency);
    setError(!parsed.ok ? words().badAmount : parsed.value.minor <= 0 ? words().badZero : undefined);
    if (parsed.ok && parsed.value.minor > 0) note(parsed.value.minor, method());
  };
  // The button goes with the wallet: the focus goes to what can be said instead.
  const handleRemove = () => {
    profile.announceFields({ [WALLET_KEY]: null }, words().walletRemoved);
    amountField?.focus();
  };
  const handleBand = (band: WalletBand) => {
    const minor = walletFromBand(band, props.value.rev12);
    if (minor !== undefined) note(minor, 'told', band);
  };

  return (
    <Section title={words().share}>
      <Show when={wallet()} fallback={<p class={styles.muted}>{words().nobodyAsked}</p>}>{(known) => (
        <div class={styles.row}>
          <span>{words().ofWallet(format.money(known().minor, known().currency), words().methodPast[known().method])}{known().band ? ` (${words().bands[known().band!]})` : ''}<br /><span class={styles.muted}>{words().by(known().by, format.day(known().at))}</span></span>
          <Button kind="quiet" disabled={profile.readOnly()} onPress={handleRemove}>{words().remove}</Button>
        </div>
      )}</Show>
      <Show when={!profile.readOnly()}>
        <form class={styles.form} onSubmit={handleSubmit}>
          <p class={styles.muted}><strong>{words().wallet}</strong> {words().walletHelp}</p>
          <div class={styles.pair}>
            <TextField label={`${words().amount} (${props.worth.rules().currency})`} ref={(element) => { amountField = element; }} inputmode="decimal" value={amount() ?? ''} error={error()} onInput={setAmount} />
            <Segmented label={words().method} value={method()} onChange={setMethod} options={METHODS.map((value) => ({ value, label: words().methods[value] }))} />
          </div>
          <div class={styles.row}><span /><Button type="submit">{words().save}</Button></div>
          <p class={styles.muted}>{words().bandQuestion}</p>
          <div class={styles.row}>
            <Show when={props.value.rev12 > 0} fallback={<span class={styles.muted}>{words().bandNeedsPurchase}</span>}>
              <For each={WALLET_BANDS}>{(band) => <Button onPress={() => { handleBand(band); }}>{words().bands[band]}</Button>}</For>
            </Show>
          </div>
        </form>
      </Show>
    </Section>
  );
}
