/** What vCard 4 says, in the words of 3.0 as phones understand them: Apple's labels and related names, X-ANNIVERSARY, LABEL of its own. */
import { firstText } from './card-property';
import type { CardProperty } from './card-property';

export function propertiesForVersion3(properties: readonly CardProperty[]): CardProperty[] {
  const out: CardProperty[] = [];
  let groups = 0;
  const label = (property: CardProperty, text: string): void => {
    // The label after it, of its own group, is there already where one was given.
    if (property.group) return void out.push(property);
    const group = `rel${++groups}`;
    out.push({ ...property, group }, { group, name: 'x-ablabel', params: {}, type: 'text', values: [text] });
  };
  for (const original of properties) {
    const property = withTypePref(original);
    switch (property.name) {
      case 'kind':
        if (firstText(property) === 'org') out.push({ name: 'x-abshowas', params: {}, type: 'text', values: ['COMPANY'] });
        else if (firstText(property) !== 'individual') out.push(property);
        break;
      case 'uid': out.push({ ...property, type: 'uri' }); break;
      case 'tel': out.push(version3Phone(property)); break;
      case 'bday': out.push(version3Birthday(property)); break;
      case 'anniversary': out.push({ ...property, name: 'x-anniversary', type: 'text' }); break;
      case 'related':
        if (property.type === 'text') label({ ...property, name: 'x-abrelatednames', params: withoutType(property) }, relatedLabel(property));
        else out.push(property);
        break;
      case 'adr': {
        const { label: lines, ...params } = property.params;
        out.push({ ...property, params });
        if (lines) out.push({ name: 'label', params: { ...(params['type'] ? { type: params['type'] } : {}) }, type: 'text', values: [lines[0] ?? ''] });
        break;
      }
      case 'n': out.push(property); break;
      case 'gender': out.push({ ...property, name: 'x-gender', type: 'text', values: [firstText(property)] }); break;
      default: out.push(property);
    }
  }
  // N must stand on every card of 3.0 (RFC 2426 3.1.2).
  if (!out.some((property) => property.name === 'n')) out.push({ name: 'n', params: {}, type: 'text', values: [['', '', '', '', '']] });
  return out;
}

function withTypePref(property: CardProperty): CardProperty {
  const { pref, ...params } = property.params;
  if (!pref || property.name === 'lang') return property;
  return { ...property, params: pref[0] === '1' ? { ...params, type: [...(params['type'] ?? []), 'pref'] } : params };
}

function version3Phone(property: CardProperty): CardProperty {
  if (property.type !== 'uri') return property;
  const { 'x-text': raw, ...params } = property.params;
  const text = raw?.[0] ?? firstText(property).replace(/^tel:/i, '').replace(/;ext=(\d+)/, ' ext. $1');
  return { ...property, params, type: 'text', values: [text] };
}

/** 3.0 has no date without a year: Apple's year that stands for none, which phones read. */
function version3Birthday(property: CardProperty): CardProperty {
  const yearless = /^--(\d\d-\d\d)$/.exec(firstText(property))?.[1];
  if (!yearless) return property;
  return { ...property, params: { ...property.params, 'x-apple-omit-year': ['1604'] }, values: [`1604-${yearless}`] };
}

const withoutType = (property: CardProperty): CardProperty['params'] => {
  const { type: _, ...params } = property.params;
  return params;
};

function relatedLabel(property: CardProperty): string {
  const type = property.params['type']?.[0] ?? 'friend';
  return type.startsWith('x-') ? type : `_$!<${type.charAt(0).toUpperCase()}${type.slice(1)}>!$_`;
}
