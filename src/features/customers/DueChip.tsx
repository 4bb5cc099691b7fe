/** What is next with a customer, or when the last contact was: glyph and words, coloured only when late. */
import { Match, Switch, createMemo } from 'solid-js';
import type { CustomerRow } from '../../domain/customer/row';
import { StateChip } from '../../ui/StateChip';
import { VisuallyHidden } from '../../ui/VisuallyHidden';
import type { Format } from '../../ui/format';
import { dueFact } from './row-facts';
import type { DueFact } from './row-facts';
import { customersWords } from './words';
import styles from './CustomerRow.module.css';

/** From here on "late" is red; until then amber. */
const VERY_LATE_DAYS = 14;

/** It stands alone, like "Today" beside it. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function DueChip(props: { readonly row: CustomerRow; readonly today: string; readonly format: Format }) {
  const words = customersWords;
  const fact = createMemo(() => dueFact(props.row, props.today));
  const as = <K extends DueFact['kind']>(kind: K) => { const current = fact(); return current.kind === kind ? (current as Extract<DueFact, { kind: K }>) : undefined; };
  return (
    <Switch>
      <Match when={as('late')}>{(late) => <StateChip tone={late().days > VERY_LATE_DAYS ? 'late' : 'due'} icon={late().days > VERY_LATE_DAYS ? 'alert' : 'clock'}>{words().daysLate(late().days)}</StateChip>}</Match>
      <Match when={as('today')}><StateChip icon="today">{words().dueToday}</StateChip></Match>
      <Match when={as('on')}>{(on) => <StateChip icon="plan">{capital(props.format.relativeDay(on().day))}</StateChip>}</Match>
      <Match when={as('last')}>{(last) => <span class={styles.last}><VisuallyHidden>{words().lastContact('')}</VisuallyHidden>{capital(props.format.relativeDay(last().at))}</span>}</Match>
    </Switch>
  );
}
