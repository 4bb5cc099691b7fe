/** The export of a selection, beside the list. */
import { Sheet } from '../../ui/Sheet';
import type { CustomerId } from '../../domain/customer/fields';
import ExportForm from './ExportForm';
import { useExportWords } from './words';

export default function ExportSheet(props: { ids: readonly CustomerId[]; onClose: () => void }) {
  const t = useExportWords();
  return (
    <Sheet open onOpenChange={(open) => { if (!open) props.onClose(); }} title={t.title}>
      <ExportForm ids={props.ids} onDone={() => props.onClose()} />
    </Sheet>
  );
}
