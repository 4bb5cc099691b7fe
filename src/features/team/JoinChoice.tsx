/**
 * What becomes of the customers on this device when it joins. A browser keeps one book: they come along, or they make room for the team's, and
 * then only after everything has been saved as a file. Nothing happens here before this device is let in.
 */
import { Show, createUniqueId } from 'solid-js';
import type { JSX } from 'solid-js';
import { Icon } from '../../ui/Icon';
import { cx } from '../../ui/cx';
import { useFormat } from '../../ui/i18n';
import { manageWords } from './manage-words';
import styles from './Team.module.css';

export type JoinWay = 'along' | 'apart';

export interface JoinChoiceProps {
  readonly way: JoinWay;
  onWay(way: JoinWay): void;
  readonly customers: number;
  /** The file holds what is in the book now. */
  readonly isSaved: boolean;
  /** Join was pressed without the file. */
  readonly isMissed: boolean;
  readonly saveForm: JSX.Element;
}

export function JoinChoice(props: JoinChoiceProps) {
  const words = manageWords;
  const format = useFormat();
  const name = createUniqueId();
  const count = () => format.number(props.customers);
  return (
    <fieldset class={styles.roles} role="radiogroup" aria-labelledby={`${name}-title`}>
      <span id={`${name}-title`} class={styles.label}>{words().wayTitle(count(), props.customers === 1)}</span>
      {option('along', words().wayAlong, words().wayAlongText)}
      {option('apart', words().wayApart, words().wayApartText)}
      <Show when={props.way === 'apart'}>
        <div class={styles.apart}>
          <Show when={props.isSaved} fallback={<>{props.saveForm}<Show when={props.isMissed}><p role="alert" class={styles.problem}>{words().wayNotSaved}</p></Show></>}>
            <p role="status" class={styles.saved}><Icon name="check" size="s" />{words().waySaved}</p>
          </Show>
        </div>
      </Show>
    </fieldset>
  );

  function option(way: JoinWay, label: string, text: string) {
    return (
      <label class={cx(styles.role, styles.way)}>
        <input type="radio" name={name} value={way} checked={props.way === way} onChange={() => { props.onWay(way); }} aria-label={label} aria-describedby={`${name}-${way}`} />
        <span><b>{label}</b><span id={`${name}-${way}`} class={styles.small}>{text}</span></span>
      </label>
    );
  }
}
