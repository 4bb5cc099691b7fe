/** Files that this program wrote itself (`transfer/export/customer-table`, `entry-tables`): customers and purchases come back as they left. */
import type { Layout } from './layout';
import { skip, type Target } from '../target';

const NUMBERED: readonly (readonly [RegExp, Target])[] = [
  [/^email (\d+)$/, 'email#$1'], [/^email (\d+) type$/, 'email#$1.type'], [/^email (\d+) label$/, 'email#$1.label'],
  [/^phone (\d+)$/, 'phone#$1'], [/^phone (\d+) type$/, 'phone#$1.type'], [/^phone (\d+) label$/, 'phone#$1.label'],
  [/^address (\d+) type$/, 'address#$1.type'], [/^address (\d+) label$/, 'address#$1.label'], [/^address (\d+) po box$/, 'address#$1.poBox'], [/^address (\d+) extended$/, 'address#$1.extended'], [/^address (\d+) street$/, 'address#$1.street'],
  [/^address (\d+) postal code$/, 'address#$1.postalCode'], [/^address (\d+) city$/, 'address#$1.locality'], [/^address (\d+) region$/, 'address#$1.region'], [/^address (\d+) country$/, 'address#$1.country'], [/^address (\d+) formatted$/, 'address#$1.formatted'],
  [/^link (\d+)$/, 'link#$1'], [/^link (\d+) type$/, 'link#$1.type'], [/^link (\d+) label$/, 'link#$1.label'],
  [/^date (\d+)$/, 'date#$1'], [/^date (\d+) kind$/, 'date#$1.type'], [/^date (\d+) label$/, 'date#$1.label'],
  [/^relation (\d+)$/, 'relation#$1'], [/^relation (\d+) type$/, 'relation#$1.type'], [/^relation (\d+) label$/, 'relation#$1.label'], [/^relation (\d+) (?:customer id|note)$/, skip('program')],
  [/^id at (.+)$/, 'external@$1'],
];

export const OWN: readonly Layout[] = [
  {
    id: 'regulars', needs: ['customer id', 'customer number', 'display name', 'given name', 'family name'], dates: 'dmy', patterns: NUMBERED,
    columns: {
      'customer id': 'external@regulars', 'customer number': 'customerNumber', kind: 'kind', 'display name': 'displayName', prefix: 'name/prefix', 'given name': 'name/given', 'middle name': 'name/middle', 'family name': 'name/family', suffix: 'name/suffix', nickname: 'name/nickname',
      'phonetic given name': 'name/phoneticGiven', 'phonetic family name': 'name/phoneticFamily', organization: 'organization', department: 'department', 'job title': 'jobTitle', status: 'status', owner: 'owner', language: 'language', 'time zone': 'timeZone',
      'preferred channel': 'preferredChannel', 'preferred hours': 'preferredHours', birthday: 'date@birth', tags: 'tag', note: 'note',
    },
  },
  {
    id: 'regulars-purchases', needs: ['customer id', 'receipt', 'date', 'amount', 'currency', 'entry id'], dates: 'dmy', source: 'regulars',
    columns: {
      'customer id': 'external@regulars', 'customer number': 'customerNumber', customer: 'name/full', email: 'email', receipt: 'purchase/receipt', date: 'purchase/day', amount: 'purchase/amount', currency: 'purchase/currency', quantity: 'purchase/quantity',
      category: 'purchase/category', margin: 'purchase/margin', note: 'purchase/note', 'entry id': 'purchase/id',
    },
  },
];
