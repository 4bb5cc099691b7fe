/** The shape of a known layout: data, no code. Headers are compared in the form of `normalizeHeader`. */
import type { DateOrder } from '../dates';
import type { Target } from '../target';

export type LayoutId =
  | 'google' | 'google-legacy' | 'outlook' | 'outlook-de' | 'shopify' | 'hubspot' | 'apple' | 'thunderbird' | 'till' | 'cdnow' | 'regulars' | 'regulars-purchases';

export interface Layout {
  readonly id: LayoutId;
  /** Recognised where all of these columns are there. */
  readonly needs: readonly string[];
  /** Column name -> target. */
  readonly columns: Readonly<Record<string, Target>>;
  /** For numbered columns: 'e mail (\\d+) value' -> 'email#$1'. */
  readonly patterns?: readonly (readonly [RegExp, Target])[];
  /** Which order the program writes dates in where the values do not tell. */
  readonly dates?: DateOrder;
  /** ISO 4217, where the layout fixes it. */
  readonly currency?: string;
  /** Receipt numbers and customer numbers of this layout are kept under this name. */
  readonly source?: string;
}

/** Lower case, diacritics folded, everything else but letters and digits a single blank: 'E-mail 1 - Value' -> 'e mail 1 value'. */
export const normalizeHeader = (header: string): string =>
  header.toLowerCase().replaceAll('ß', 'ss').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
    .normalize('NFD').replace(/\p{M}/gu, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
