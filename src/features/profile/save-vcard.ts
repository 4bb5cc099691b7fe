/** One customer as a file that any phone takes. vCard 3.0: the version phones read without surprises. */
import { saveFile } from '../../ui/save-file';
import type { CustomerFields, CustomerId } from '../../domain/customer/fields';

export async function saveVCard(customer: { readonly id: CustomerId; readonly fields: CustomerFields; readonly note: string }, name: string): Promise<void> {
  const { writeVCard } = await import('../../transfer/vcard/write-vcard');
  saveFile(`${name || customer.id}.vcf`, writeVCard(customer, '3.0'), 'text/vcard;charset=utf-8');
}
