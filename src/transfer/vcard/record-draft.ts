/** A contact record in the making: what the readers of single properties write into. */
import type { FieldKey } from '../../domain/customer/fields';
import type { Json } from '../../lib/json';
import type { Issue } from '../contact-record';

export interface RecordDraft {
  readonly row: number;
  readonly fields: Record<FieldKey, Json>;
  readonly issues: Issue[];
  /** X-ABLabel by group: `item1.X-ABLabel` names what `item1.X-ABDATE` is. */
  readonly labels: ReadonlyMap<string, string>;
  /** ISO date; a birthday after it is reported. */
  readonly today: string | undefined;
  note: string;
  /** A photo above the limit, for a platform that can shrink it. */
  largePhoto: string | undefined;
}
