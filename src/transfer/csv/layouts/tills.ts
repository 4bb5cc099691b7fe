/** Receipts: what German and English tills, accounting programs and the CDNOW data set call their columns. */
import type { Layout } from './layout';
import type { Target } from '../target';

const names = (target: Target, ...headers: readonly string[]): Record<string, Target> => Object.fromEntries(headers.map((header) => [header, target]));
const COLUMNS: Readonly<Record<string, Target>> = {
  ...names('purchase/receipt', 'belegnr', 'beleg nr', 'belegnummer', 'beleg', 'bonnr', 'bon nr', 'bonnummer', 'bon', 'rechnungsnr', 'rechnungsnummer', 'rechnung nr', 'receipt', 'receipt no', 'receipt number', 'invoice', 'invoice no', 'invoice number', 'order', 'order id', 'order number', 'transaction id'),
  ...names('customerNumber', 'kundennr', 'kunden nr', 'kundennummer', 'kunde nr', 'customer no', 'customer number', 'customer id', 'cust no', 'client no'),
  ...names('email', 'e mail', 'email', 'mail', 'e mail adresse', 'customer email'), ...names('phone', 'telefon', 'phone', 'mobil', 'handy', 'mobile'), ...names('name/full', 'kunde', 'kundenname', 'name', 'customer', 'customer name'),
  ...names('purchase/day', 'datum', 'belegdatum', 'rechnungsdatum', 'kaufdatum', 'date', 'purchase date', 'invoice date', 'order date', 'receipt date'),
  ...names('purchase/amount', 'betrag', 'summe', 'umsatz', 'brutto', 'bruttobetrag', 'gesamtbetrag', 'betrag eur', 'amount', 'total', 'sum', 'gross', 'gross amount', 'amount eur', 'dollar value'),
  ...names('purchase/category', 'warengruppe', 'artikelgruppe', 'kategorie', 'category', 'product group', 'department'),
  ...names('purchase/quantity', 'menge', 'anzahl', 'stueck', 'stk', 'quantity', 'qty', 'units', 'items', 'number of cds'), ...names('purchase/note', 'bemerkung', 'artikel', 'bezeichnung', 'note', 'description', 'item'),
  ...names('purchase/currency', 'waehrung', 'currency'),
};

const till = (receipt: string, day: string, amount: string, dates: 'dmy' | undefined): Layout => ({ id: 'till', needs: [receipt, day, amount], columns: COLUMNS, source: 'till', ...(dates ? { dates } : {}) });

export const TILLS: readonly Layout[] = [
  // Fader and Hardie's public data set: customer id, date (YYYYMMDD), number of CDs, dollars.
  { id: 'cdnow', needs: ['customer id', 'date', 'number of cds', 'dollar value'], columns: COLUMNS, currency: 'USD', source: 'cdnow' },
  ...['belegnr', 'beleg nr', 'belegnummer', 'bonnr', 'bonnummer', 'rechnungsnr', 'rechnungsnummer'].flatMap((receipt) => ['datum', 'belegdatum', 'rechnungsdatum'].flatMap((day) => ['betrag', 'summe', 'umsatz', 'bruttobetrag', 'gesamtbetrag'].map((amount) => till(receipt, day, amount, 'dmy')))),
  ...['receipt', 'receipt no', 'receipt number', 'invoice no', 'invoice number', 'order id', 'order number'].flatMap((receipt) => ['date', 'receipt date', 'invoice date', 'order date'].flatMap((day) => ['amount', 'total', 'gross amount'].map((amount) => till(receipt, day, amount, undefined)))),
];

/** Column names and targets of receipts, for files that no layout fits whole. */
export const PURCHASE_COLUMNS = COLUMNS;
