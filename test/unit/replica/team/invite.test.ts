import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../../src/domain/team';
import { fromBase64Url, toBase64Url } from '../../../../src/replica/team/bytes';
import { shortId } from '../../../../src/replica/team/crypto';
import { deriveInviteKeys, encodeInvitation, INVITE_LIFETIME_MS, inviteErrorToTeamError, inviteLink, makeInvitation, parseInvitation, seemsExpired, type Invitation } from '../../../../src/replica/team/invite';
import { must } from '../../../support/books';

const NOW = Date.UTC(2026, 2, 1, 9);
const DAY = 24 * 3_600_000;
const anInvitation = (over: Partial<Invitation> = {}): Invitation => ({
  ...makeInvitation({ teamId: shortId(new Uint8Array([1])), inviter: shortId(new Uint8Array([2])), role: 'staff', meetingPoints: ['wss://shop.example/meet', 'ws://192.168.1.20:4173/meet'] }, NOW),
  ...over,
});
const invitation = anInvitation();
const link = inviteLink('https://book.example/app/', invitation);
const code = encodeInvitation(invitation);

describe('an invitation', () => {
  it('passes through a link and comes out as it was', () => {
    expect(link.startsWith('https://book.example/app/#/team/join/RgLr')).toBe(true);
    expect(must(parseInvitation(link, NOW))).toEqual(invitation);
    expect(invitation.expiresAt - NOW).toBe(INVITE_LIFETIME_MS);
  });

  it('stands in the fragment alone, whatever the address of the app', () => {
    expect(inviteLink('https://book.example/?x=1#/customers', invitation)).toBe(`https://book.example/?x=1#/team/join/${code}`);
  });

  it('of any content comes out as it went in', () => {
    const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toBase64Url);
    fc.assert(
      fc.property(id, id, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom(...ROLES), fc.array(fc.webUrl().map((url) => url.replace(/^http/, 'ws')), { maxLength: 4 }), (teamId, inviter, seed, role, meetingPoints) => {
        const any = anInvitation({ teamId, inviter, seed, role, meetingPoints });
        expect(must(parseInvitation(inviteLink('http://localhost:4173', any), NOW))).toEqual(any);
      }),
      { seed: 1 },
    );
  });

  it.each<[string, string]>([
    ['the bare code', code],
    ['blanks and lines around', `\n\n   ${link}\t\r\n`],
    ['a message around', `Hi Tom, please open ${link}. See you at nine!`],
    ['angle brackets', `<${link}>`],
    ['a Markdown link', `[Join us](${link})`],
    ['quotes', `„${link}“`],
    ['a full stop', `${link}.`],
    ['lines wrapped at 76', link.replace(/(.{76})/g, '$1\r\n')],
    ['lines wrapped and quoted', `> Please open\n> ${link.replace(/(.{60})/g, '$1\n> ')}\n> Anna`],
    ['quoted-printable', link.replace(/(.{70})/g, '$1=\r\n')],
    ['blanks every five letters', code.replace(/(.{5})/g, '$1 ')],
    ['zero-width blanks and soft hyphens', link.replace(/(.{20})/g, '$1\u200b\u00ad')],
    ['the sharp escaped', link.replace('#', '%23')],
    ['all of it escaped', encodeURIComponent(link)],
    ['a redirect around it', `https://l.example.com/l.php?u=${encodeURIComponent(link)}&h=AT0`],
    ['two redirects around it', `https://eur.safelinks.example/?url=${encodeURIComponent(`https://t.example/?to=${encodeURIComponent(link)}`)}&data=05%7C01`],
    ['tracking after it', `${link}?utm_source=chat&fbclid=Iw`],
    ['dashes made typographic', link.replaceAll('--', '—').replaceAll(/-(?!-)/g, '‑')],
    ['plus and minus confused', link.replaceAll('-', '+')],
    ['the name of the app before it', `Regulars, RgLr, /team/join/ ${link}`],
  ])('is read with %s', (_name, text) => {
    expect(parseInvitation(text, NOW)).toEqual({ ok: true, value: invitation });
  });

  it('cut short anywhere says so', () => {
    const start = link.indexOf('RgLr');
    for (let length = start; length < link.length; length++) expect(parseInvitation(link.slice(0, length), NOW), `${length}`).toEqual({ ok: false, error: { kind: 'cut-short' } });
  });

  it('with a letter changed is damaged, and never another invitation', () => {
    for (let at = 10; at < code.length; at++) {
      const changed = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1);
      const parsed = parseInvitation(changed, NOW);
      expect(parsed.ok ? 'read' : parsed.error.kind, `${at}`).toMatch(/damaged|cut-short/);
    }
  });

  it('of a later version says which', () => {
    const bytes = fromBase64Url(code)!;
    bytes[3] = 7;
    expect(parseInvitation(toBase64Url(bytes), NOW)).toEqual({ ok: false, error: { kind: 'other-version', theirs: 7 } });
  });

  it.each(['', 'hello', 'https://book.example/#/customers', 'Regulars', 'RgL', '%', '%%%41%', '\u0000'])('is not what this is: %j', (text) => {
    expect(parseInvitation(text, NOW)).toEqual({ ok: false, error: { kind: 'not-invite' } });
  });

  it('names no address to connect to but WebSockets', () => {
    for (const url of ['https://x.example', 'javascript:alert(1)', 'file:///etc/passwd', 'ws://', 'wss:x']) {
      expect(parseInvitation(encodeInvitation(anInvitation({ meetingPoints: [url] })), NOW)).toEqual({ ok: false, error: { kind: 'damaged' } });
    }
  });

  it('that is over by any clock is refused; a clock that is a day off is no reason', () => {
    expect(parseInvitation(link, NOW + DAY).ok).toBe(true);
    expect(parseInvitation(link, NOW - DAY).ok).toBe(true);
    expect(parseInvitation(link, NOW + 2 * DAY)).toEqual({ ok: false, error: { kind: 'expired', at: invitation.expiresAt } });
    expect(seemsExpired(invitation, NOW + INVITE_LIFETIME_MS + 1_000)).toBe(true);
    expect(seemsExpired(invitation, NOW)).toBe(false);
  });

  it('is refused in the words of the team', () => {
    expect((['not-invite', 'cut-short', 'damaged'] as const).map((kind) => inviteErrorToTeamError({ kind }).kind)).toEqual(['bad-invite', 'bad-invite', 'bad-invite']);
    expect(inviteErrorToTeamError({ kind: 'expired', at: 0 })).toEqual({ kind: 'expired-invite' });
    expect(inviteErrorToTeamError({ kind: 'other-version', theirs: 2 })).toEqual({ kind: 'other-version', theirs: 2 });
  });

  it('of any garbage never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseInvitation(text, NOW)), { seed: 2, numRuns: 500 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(parseInvitation(`RgLr${toBase64Url(bytes)}`, NOW).ok).toBe(false);
    }), { seed: 3, numRuns: 500 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const framed = new Uint8Array([...fromBase64Url('RgLr')!, 1, 0, 0, 0, bytes.length + 8, ...bytes]);
      expect(parseInvitation(toBase64Url(framed), NOW).ok).toBe(false);
    }), { seed: 4, numRuns: 500 });
  });

  it('gives a room and keys that only its own seed gives', async () => {
    const keys = await deriveInviteKeys(invitation);
    expect(await deriveInviteKeys(must(parseInvitation(link, NOW)))).toEqual(keys);
    const other = await deriveInviteKeys(anInvitation({ seed: new Uint8Array(32) }));
    expect(other.room).not.toBe(keys.room);
    expect(keys.sealingKey).not.toEqual(keys.proofKey);
  });
});
