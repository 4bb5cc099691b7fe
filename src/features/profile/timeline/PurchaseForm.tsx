/** A purchase typed by hand, for shops whose till cannot export. Refunds are negative. */
import { createStore } from 'solid-js/store';
import { createSignal } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Sheet } from '../../../ui/Sheet';
import { TextField } from '../../../ui/TextField';
import { useFormat } from '../../../ui/i18n';
import { uuidv7 } from '../../../lib/ids';
import type { Purchase } from '../../../domain/entry/entry';
import { currencyDigits, parseMoney } from '../../../domain/values/money';
import { useActor } from '../../../state/book-context';
import { useTeamSetting } from '../../../state/settings';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import { localDateTime } from './interaction-draft';
import styles from './Timeline.module.css';

export function PurchaseForm(props: { entry?: Purchase; onClose: () => void }) {
  const profile = useProfile();
  const actor = useActor();
  const [bookCurrency] = useTeamSetting('currency');
  const t = useProfileWords();
  const format = useFormat();
  // eslint-disable-next-line solid/reactivity -- the form starts from the entry and is its own from then on
  const entry = props.entry;
  const currency = entry?.amount.currency ?? bookCurrency();
  const [draft, setDraft] = createStore({
    amount: entry ? format.number(entry.amount.minor / 10 ** currencyDigits(currency), currencyDigits(currency)) : '',
    day: entry?.day ?? localDateTime(actor.now()).slice(0, 10), category: entry?.category ?? '', quantity: entry?.quantity === undefined ? '' : String(entry.quantity), receipt: entry?.receipt ?? '', note: entry?.note ?? '',
  });
  const [failed, setFailed] = createSignal(false);
  const set = (part: keyof typeof draft) => (text: string) => { setDraft(part, text); };

  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const amount = parseMoney(draft.amount, currency);
    setFailed(!amount.ok);
    if (!amount.ok || !draft.day) return;
    const quantity = Number(draft.quantity);
    const { category: _c, quantity: _q, receipt: _r, note: _n, ...kept } = entry ?? { id: uuidv7(() => actor.now()), kind: 'purchase' as const, by: actor.name, device: actor.device } as Purchase;
    const next: Purchase = {
      ...kept, amount: amount.value, day: draft.day, at: entry?.day === draft.day ? entry.at : `${draft.day}T12:00:00.000Z`,
      ...(draft.category.trim() ? { category: draft.category.trim() } : {}), ...(draft.quantity.trim() && Number.isFinite(quantity) ? { quantity } : {}),
      ...(draft.receipt.trim() ? { receipt: draft.receipt.trim() } : {}), ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
      ...(entry ? { editedAt: new Date(actor.now()).toISOString() } : {}),
    };
    profile.setEntries({ [next.id]: next }, entry ? t.entryChanged : t.purchaseLogged);
    props.onClose();
  };

  return (
    <Sheet open onOpenChange={(open) => { if (!open) props.onClose(); }} title={entry ? t.editTitle : t.addPurchase}>
      <form class={styles.form} onSubmit={handleSubmit}>
        <div class={styles.pair}>
          <TextField label={`${t.amount} (${currency})`} inputmode="decimal" help={t.amountHelp} error={failed() ? t.badAmount : undefined} value={draft.amount} onInput={set('amount')} />
          <TextField type="date" label={t.day} value={draft.day} onInput={set('day')} />
          <TextField label={t.category} value={draft.category} onInput={set('category')} />
          <TextField label={t.quantity} inputmode="numeric" value={draft.quantity} onInput={set('quantity')} />
          <TextField label={t.receipt} value={draft.receipt} onInput={set('receipt')} />
        </div>
        <TextField label={t.purchaseNote} multiline value={draft.note} onInput={set('note')} />
        <div class={styles.formActions}>
          <Button onClick={() => props.onClose()}>{t.cancel}</Button>
          <Button kind="primary" type="submit">{t.save}</Button>
        </div>
      </form>
    </Sheet>
  );
}
