/** Google Contacts, as exported since 2024 and before. Several values in one cell are parted by ' ::: '. */
import type { Layout } from './layout';
import { skip, type Target } from '../target';

const NUMBERED: readonly (readonly [RegExp, Target])[] = [
  [/^e mail (\d+) value$/, 'email#$1'], [/^e mail (\d+) (?:label|type)$/, 'email#$1.label'],
  [/^phone (\d+) value$/, 'phone#$1'], [/^phone (\d+) (?:label|type)$/, 'phone#$1.label'],
  [/^address (\d+) (?:label|type)$/, 'address#$1.label'], [/^address (\d+) formatted$/, 'address#$1.formatted'], [/^address (\d+) street$/, 'address#$1.street'],
  [/^address (\d+) city$/, 'address#$1.locality'], [/^address (\d+) po box$/, 'address#$1.poBox'], [/^address (\d+) region$/, 'address#$1.region'],
  [/^address (\d+) postal code$/, 'address#$1.postalCode'], [/^address (\d+) country$/, 'address#$1.country'], [/^address (\d+) extended address$/, 'address#$1.extended'],
  [/^website (\d+) value$/, 'link#$1'], [/^website (\d+) (?:label|type)$/, 'link#$1.label'],
  [/^event (\d+) value$/, 'date#$1'], [/^event (\d+) (?:label|type)$/, 'date#$1.label'],
  [/^relation (\d+) value$/, 'relation#$1'], [/^relation (\d+) (?:label|type)$/, 'relation#$1.label'],
  [/^custom field (\d+) value$/, 'labelled#c$1'], [/^custom field (\d+) (?:label|type)$/, 'labelled#c$1.label'],
  [/^im (\d+) value$/, 'labelled#im$1'], [/^im (\d+) (?:label|type|service)$/, 'labelled#im$1.label'],
  [/^organization (\d+) name$/, 'organization'], [/^organization (\d+) title$/, 'jobTitle'], [/^organization (\d+) department$/, 'department'],
  [/^organization (\d+) .+$/, 'labelled'],
];
const SHARED: Readonly<Record<string, Target>> = {
  'middle name': 'name/middle', 'phonetic first name': 'name/phoneticGiven', 'phonetic middle name': 'labelled', 'phonetic last name': 'name/phoneticFamily',
  'name prefix': 'name/prefix', 'name suffix': 'name/suffix', nickname: 'name/nickname', 'file as': 'name/fallback', birthday: 'date@birth', notes: 'note', photo: skip('photo-link'),
  labels: 'tag', 'group membership': 'tag',
};

export const GOOGLE: readonly Layout[] = [
  {
    id: 'google', needs: ['first name', 'last name', 'file as', 'organization name', 'labels'], dates: 'mdy', patterns: NUMBERED,
    columns: { ...SHARED, 'first name': 'name/given', 'last name': 'name/family', 'organization name': 'organization', 'organization title': 'jobTitle', 'organization department': 'department' },
  },
  {
    id: 'google-legacy', needs: ['given name', 'family name', 'group membership'], dates: 'mdy', patterns: NUMBERED,
    columns: {
      ...SHARED, name: 'name/fallback', 'given name': 'name/given', 'additional name': 'name/middle', 'family name': 'name/family', 'given name yomi': 'name/phoneticGiven', 'family name yomi': 'name/phoneticFamily',
      'yomi name': 'labelled', 'additional name yomi': 'labelled', initials: 'labelled', 'short name': 'labelled', 'maiden name': 'labelled', gender: 'labelled', location: 'labelled',
      'billing information': 'labelled', 'directory server': 'labelled', mileage: 'labelled', occupation: 'labelled', hobby: 'labelled', sensitivity: skip('program'), priority: skip('program'), subject: 'labelled', language: 'language',
    },
  },
];
