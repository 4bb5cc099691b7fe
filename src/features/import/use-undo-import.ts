/** Asks, then takes an import back. */
import { useConfirm } from '../../ui/confirm';
import type { ImportSession } from './import-session';
import { useImportWords } from './words';

export function useUndoImport(session: () => ImportSession): (importId: string, files: readonly string[]) => Promise<void> {
  const t = useImportWords();
  const confirm = useConfirm();
  return async (importId, files) => {
    const sure = await confirm({ title: t.undoTitle(files.join(', ')), body: t.undoBody, confirm: t.undoConfirm, cancel: t.keep, danger: true });
    if (sure) await session().undo(importId, files);
  };
}
