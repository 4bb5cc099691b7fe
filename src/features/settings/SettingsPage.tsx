/** `#/settings`: the book, this device, own fields, storage, trash, taking data out, leaving. */
import { Show } from 'solid-js';
import type { JSX } from 'solid-js';
import { Card } from '../../ui/Card';
import { Section } from '../../ui/Section';
import { BookSection } from './BookSection';
import { FieldsSection } from './FieldsSection';
import { LeaveSection } from './LeaveSection';
import { LookSection } from './LookSection';
import { NeedsSection } from './NeedsSection';
import { StorageSection } from './StorageSection';
import { TrashSection } from './TrashSection';
import { ValueSection } from './ValueSection';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

export default function SettingsPage(props: { readonly exportForm?: JSX.Element }) {
  const t = useSettingsWords();
  return (
    <div class={styles.page}>
      <h1 class={styles.title}>{t.title}</h1>
      <div class={styles.sections}>
        <Card class={styles.card}><BookSection /></Card>
        <Card><LookSection /></Card>
        <Card><ValueSection /></Card>
        <Card><NeedsSection /></Card>
        <Card><FieldsSection /></Card>
        <Card><StorageSection /></Card>
        <Show when={props.exportForm}><Card><Section title={t.exportTitle}>{props.exportForm}</Section></Card></Show>
        <Card><TrashSection /></Card>
        <Card><LeaveSection /></Card>
      </div>
      <p class={styles.muted}>{t.shortcuts}</p>
    </div>
  );
}
