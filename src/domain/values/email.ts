/** E-mail addresses: kept as typed, compared as `normalizeEmail` says. */
import type { Result } from '../../lib/result';
import { err, ok } from '../../lib/result';

export type EmailError = { readonly kind: 'empty' } | { readonly kind: 'no-at' } | { readonly kind: 'bad-local-part' } | { readonly kind: 'bad-domain' } | { readonly kind: 'too-long' };

/** For comparing: without 'mailto:', brackets and display name, in lower case, the domain's closing dot gone. Never throws. */
export function normalizeEmail(typed: string): string {
  const text = typed.normalize('NFKC').trim();
  const inBrackets = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  return inBrackets.replace(/^mailto:/i, '').replace(/\?.*$/s, '').replace(/[\s\u200b\ufeff]+/g, '').replace(/\.$/, '').toLowerCase();
}

/** The normalised address, checked for what makes it undeliverable; not the whole of RFC 5322, and no guess at spelling. */
export function parseEmail(typed: string): Result<string, EmailError> {
  const email = normalizeEmail(typed);
  if (email === '') return err({ kind: 'empty' });
  if (email.length > 254) return err({ kind: 'too-long' });
  const at = email.lastIndexOf('@');
  if (at < 0) return err({ kind: 'no-at' });
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  if (local === '' || local.length > 64 || !(/^"[^"]+"$/.test(local) || /^[^\s"(),:;<>@[\]\\]+$/.test(local)) || /^\.|\.\.|\.$/.test(local)) return err({ kind: 'bad-local-part' });
  const labels = domain.split('.');
  if (labels.length < 2 || labels.some((label) => !/^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u.test(label)) || /^\d+$/.test(labels.at(-1)!)) return err({ kind: 'bad-domain' });
  return ok(email);
}

const SHARED = new Set([
  'info', 'office', 'mail', 'email', 'kontakt', 'contact', 'hello', 'hallo', 'post', 'admin', 'sales', 'verkauf', 'service', 'support', 'team', 'buero', 'buchhaltung', 'accounts', 'accounting', 'billing',
  'rechnung', 'einkauf', 'orders', 'order', 'bestellung', 'reception', 'rezeption', 'shop', 'welcome', 'willkommen', 'enquiries', 'inquiries', 'noreply', 'no-reply', 'familie', 'family', 'restaurant', 'hotel', 'praxis', 'zentrale', 'empfang', 'marketing', 'hr', 'webmaster', 'postmaster',
]);

/** Mailboxes that several people read: the same address then says little about the person. */
export const isSharedMailbox = (email: string): boolean => SHARED.has(normalizeEmail(email).split('@')[0]!.replace(/[-._+]?\d+$/, ''));
