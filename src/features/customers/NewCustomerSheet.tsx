/** The form for a new customer. While one types it looks for the same person; nothing is created over a certain match. */
import { Show } from 'solid-js';
import type { CustomerId } from '../../domain/customer/fields';
import { Sheet } from '../../ui/Sheet';
import { NewCustomerForm } from './NewCustomerForm';
import { newCustomerWords } from './new-customer-words';

export interface NewCustomerSheetProps { readonly open: boolean; onOpenChange(open: boolean): void; onOpen(id: CustomerId): void; readonly suggestedName: string }

export function NewCustomerSheet(props: NewCustomerSheetProps) {
  const words = newCustomerWords;
  const handleOpen = (id: CustomerId) => {
    props.onOpenChange(false);
    props.onOpen(id);
  };
  return (
    <Sheet open={props.open} onOpenChange={(open) => { props.onOpenChange(open); }} title={words().title}>
      <Show when={props.open}><NewCustomerForm suggestedName={props.suggestedName} onOpen={handleOpen} onCancel={() => { props.onOpenChange(false); }} /></Show>
    </Sheet>
  );
}
