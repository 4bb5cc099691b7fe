/** The arithmetic behind the figures, in words, and the two things that only a person knows: the wallet, and a tier against the rule. */
import { For, Show } from 'solid-js';
import { Section } from '../../../ui/Section';
import { Sheet } from '../../../ui/Sheet';
import { useFormat } from '../../../ui/i18n';
import type { CustomerValue } from '../../../domain/value/customer-value';
import { PEER_PERCENT } from '../../../domain/value/tier-rules';
import { rfmSegment } from '../../../domain/value/rfm';
import { useNeedsGroups } from '../../../state/needs-groups';
import { useProfile } from '../profile-context';
import { useProfileWords } from '../words';
import type { CustomerWorth } from './customer-worth';
import { TierForm } from './TierForm';
import { WalletForm } from './WalletForm';
import { valueWords } from './words';
import styles from './Value.module.css';

interface Line { readonly label: string; readonly more?: string | undefined; readonly minor: number; readonly isSum?: boolean }

export function ValueSheet(props: { readonly worth: CustomerWorth; readonly value: CustomerValue; readonly onClose: () => void }) {
  const words = valueWords;
  const t = useProfileWords();
  const profile = useProfile();
  const groups = useNeedsGroups();
  const format = useFormat();
  const rules = () => props.worth.rules();
  const percent = (value: number) => format.percent(value / 100, 1);

  const actualLines = (): readonly Line[] => {
    const { rev12, margin12, cost12, contribution12, annualised, daysAsCustomer = 0, actual } = props.value;
    const { retentionPercent, discountPercent, years } = rules();
    return [
      { label: words().bought12, minor: rev12 },
      { label: words().margin, more: rev12 > 0 ? percent((margin12 * 100) / rev12) : undefined, minor: margin12 },
      { label: words().cost, more: words().costHelp(format.money(rules().hourlyCostMinor, rules().currency)), minor: -cost12 },
      { label: words().contribution, minor: contribution12 },
      ...(annualised === 1 ? [] : [{ label: words().annualised(daysAsCustomer), minor: contribution12 * annualised }]),
      ...(actual === undefined ? [] : [{
        label: words().actual, minor: actual, isSum: true,
        more: `${years > 0 ? words().multipleYears(years, percent(retentionPercent)) : words().multiple(percent(retentionPercent), percent(discountPercent))} = ${format.number(props.value.multiple, 2)}`,
      }]),
    ];
  };
  const potentialLines = (): readonly Line[] => {
    const { potential, share, cost12, unrealized, multiple } = props.value;
    if (!potential) return [];
    const sum: readonly Line[] = [{ label: words().potential, minor: potential.minor, isSum: true, more: potential.from === 'wallet' ? `× ${format.number(multiple, 2)}` : undefined }, ...(unrealized === undefined ? [] : [{ label: words().unrealized, more: words().lessActual, minor: unrealized, isSum: true }])];
    if (potential.from === 'peers') {
      const { count, of, need } = potential.peers;
      const who = of === 'need' ? words().ofNeed(groups.nameOf(need ?? '') ?? words().goneGroup) : of === 'kind' ? words().ofKind : words().ofAll;
      return [{ label: words().peersLine(PEER_PERCENT, count), more: who, minor: potential.minor }, ...sum.slice(1)];
    }
    const attainable = ((share?.wallet.minor ?? 0) * rules().attainableSharePercent) / 100;
    return [
      { label: words().walletLine, minor: share?.wallet.minor ?? 0 },
      { label: words().attainable, more: percent(rules().attainableSharePercent), minor: attainable },
      { label: words().margin, more: words().atMargin(percent(potential.marginPercent)), minor: (attainable * potential.marginPercent) / 100 },
      { label: words().lessCost, minor: -cost12 },
      ...sum,
    ];
  };

  return (
    <Sheet open onOpenChange={(open) => { if (!open) props.onClose(); }} title={words().valueOf(profile.customer().displayName || t.untitled)}>
      <div class={styles.sheet}>
        <Section title={words().actual}><Lines lines={actualLines()} currency={rules().currency} /></Section>
        <Show when={props.value.past !== 0}><Lines lines={[{ label: words().past, more: words().pastHelp, minor: props.value.past }]} currency={rules().currency} /></Show>
        <WalletForm worth={props.worth} value={props.value} />
        <Show when={potentialLines().length > 0}><Section title={words().potential}><Lines lines={potentialLines()} currency={rules().currency} /></Section></Show>
        <TierForm worth={props.worth} />
        <Show when={props.worth.rfm()}>{(rfm) => (
          <Section title={words().rfm}>
            <p>{words().segments[rfmSegment(rfm().score)]} · {words().rfmScore(rfm().score.r, rfm().score.f, rfm().score.m)}</p>
            <p class={styles.advice}>{words().advice[rfmSegment(rfm().score)]}</p>
            <p class={styles.muted}>{words().rfmKind[rfm().kind]}</p>
          </Section>
        )}</Show>
      </div>
    </Sheet>
  );
}

function Lines(props: { readonly lines: readonly Line[]; readonly currency: string }) {
  const format = useFormat();
  return (
    <dl class={styles.lines}>
      <For each={props.lines}>{(line) => (
        <div class={styles.line} classList={{ [styles.sum ?? '']: line.isSum === true }}>
          <dt>{line.label}<Show when={line.more}><small>{line.more}</small></Show></dt>
          <dd>{line.isSum ? format.wholeMoney(line.minor, props.currency) : format.money(line.minor, props.currency)}</dd>
        </div>
      )}</For>
    </dl>
  );
}
