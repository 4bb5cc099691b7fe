/** One property to and from its jCard array `[name, params, type, ...values]` (RFC 7095 3.3); the group is a parameter there. */
import type { Json } from '../../lib/json';
import type { CardProperty } from './card-property';

export function jcardProperty({ group, name, params, type, values }: CardProperty): readonly Json[] {
  const written: Record<string, Json> = {};
  for (const key in params) {
    const [first, ...others] = params[key]!;
    if (first !== undefined) written[key] = others.length > 0 ? params[key]! : first;
  }
  if (group) written['group'] = group;
  return [name, written, type, ...values];
}

/** Undefined where the value is no jCard property: stored and received data is never trusted. */
export function propertyFromJCard(json: Json | undefined): CardProperty | undefined {
  if (!Array.isArray(json)) return undefined;
  const [name, rawParams, type, ...values] = json as readonly Json[];
  if (typeof name !== 'string' || !/^[A-Za-z0-9-]+$/.test(name) || typeof type !== 'string' || values.length === 0) return undefined;
  const params: Record<string, string[]> = {};
  let group: string | undefined;
  if (typeof rawParams === 'object' && rawParams !== null && !Array.isArray(rawParams)) {
    for (const [key, value] of Object.entries(rawParams as { readonly [key: string]: Json })) {
      const texts = (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter((part) => typeof part === 'string' || typeof part === 'number').map(String);
      const lower = key.toLowerCase();
      if (lower === 'group') group = texts[0];
      else if (/^[a-z0-9-]+$/.test(lower) && lower !== '__proto__' && texts.length > 0) params[lower] = lower === 'type' ? texts.map((text) => text.toLowerCase()) : texts;
    }
  }
  return { group: group && /^[A-Za-z0-9-]+$/.test(group) ? group : undefined, name: name.toLowerCase(), params, type: type.toLowerCase(), values };
}
