import { describe, expect, it } from 'vitest';
import { meetingPointBeside, parseMeetingPoint } from '../../../../src/replica/link/meeting-point-address';

describe('the address of a meeting point', () => {
  it.each([
    ['https://book.example/', 'wss://book.example/meeting-point'],
    ['https://book.example/shop/index.html#/today', 'wss://book.example/shop/meeting-point'],
    ['http://localhost:4173/', 'ws://localhost:4173/meeting-point'],
  ])('beside the app at %s is %s', (page, address) => expect(meetingPointBeside(page)).toBe(address));

  it.each([
    ['wss://meet.example/meeting-point', 'wss://meet.example/meeting-point'],
    [' https://meet.example/shop/meeting-point#x ', 'wss://meet.example/shop/meeting-point'],
    ['meet.example', 'wss://meet.example/meeting-point'],
    ['meet.example:8443', 'wss://meet.example:8443/meeting-point'],
    ['ws://localhost:4174/meeting-point', 'ws://localhost:4174/meeting-point'],
    ['http://127.0.0.1:4174', 'ws://127.0.0.1:4174/meeting-point'],
  ])('%s, typed, is %s', (text, value) => expect(parseMeetingPoint(text)).toEqual({ ok: true, value }));

  it.each([['', 'no-address'], ['two words', 'no-address'], ['ftp://meet.example', 'no-address'], ['wss://anna:secret@meet.example', 'no-address'], ['javascript:alert(1)', 'no-address'], ['ws://meet.example', 'no-tls'], ['http://192.168.1.5:4174', 'no-tls'], ['ws://localhost.evil.example', 'no-tls']])(
    '%s, typed, is refused as %s', (text, error) => expect(parseMeetingPoint(text)).toEqual({ ok: false, error }));
});
