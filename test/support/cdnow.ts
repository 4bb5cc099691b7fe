/** The published 1/10 sample of CDNOW as purchase days (fixtures/cdnow/README.md). */
import { readFileSync } from 'node:fs';
import { dayNumber } from '../../src/domain/values/day';
import type { PurchaseDays } from '../../src/domain/forecast/histories';

/** Amounts in cents of a dollar. */
export function cdnowSample(): PurchaseDays[] {
  const first = dayNumber('1997-01-01');
  return readFileSync('test/support/fixtures/cdnow/sample.txt', 'utf8').trimEnd().split('\n')
    .map((line) => line.split(' ').flatMap((item) => { const [day, cents] = item.split(':'); return [first + Number(day), Number(cents)]; }));
}
