/** Removes the whole book from this device. Said plainly, asked twice, never the only copy without a word. */
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Section';
import { useConfirm } from '../../ui/confirm';
import { useFormat } from '../../ui/i18n';
import { useToast } from '../../ui/Toast';
import { forgetCanary } from '../../state/book-canary';
import { useBook, useRows } from '../../state/book-context';
import { useSettingsWords } from './words';
import styles from './Settings.module.css';

export function LeaveSection() {
  const t = useSettingsWords();
  const format = useFormat();
  const book = useBook();
  const rows = useRows();
  const confirm = useConfirm();
  const toast = useToast();
  const handleLeave = async () => {
    if (!await confirm({ title: t.leaveTitle, body: t.leaveBody(format.number(rows.size())), confirm: t.leaveConfirm, cancel: t.keep, danger: true })) return;
    const result = await book.destroy();
    if (!result.ok) {
      toast({ message: t.eraseFailed, tone: 'late' });
      return;
    }
    forgetCanary();
    location.hash = '#/';
    location.reload();
  };
  return (
    <Section title={t.leave}>
      <p class={styles.help}>{t.leaveHelp}</p>
      <div><Button kind="danger" icon="trash" onClick={() => void handleLeave()}>{t.leaveConfirm}</Button></div>
    </Section>
  );
}
