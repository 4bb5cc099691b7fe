/** Numbers as people type them, by the mark of their language: '1.234,5' or '1,234.5'. What `formatDecimal` writes, `parseDecimal` reads. */
export type DecimalMark = '.' | ',';

/** undefined for what is no number. The other mark only groups by three; blanks and apostrophes group too. */
export function parseDecimal(text: string, mark: DecimalMark): number | undefined {
  const plain = text.normalize('NFKC').trim().replace(/[\s'\u2019_]/g, '').replace(/\u2212/g, '-');
  const [decimal, group] = mark === '.' ? ['\\.', ','] : [',', '\\.'];
  const shape = new RegExp(`^[+-]?(?:(?:\\d{1,3}(?:${group}\\d{3})+|\\d+)(?:${decimal}\\d*)?|${decimal}\\d+)(?:e[+-]?\\d{1,3})?$`, 'i');
  if (!shape.test(plain)) return undefined;
  const number = Number(plain.replaceAll(mark === '.' ? ',' : '.', '').replace(mark, '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** Every digit, without grouping: for a field to edit. */
export const formatDecimal = (value: number, mark: DecimalMark): string => String(value).replace('.', mark);
