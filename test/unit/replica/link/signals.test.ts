import { describe, expect, it } from 'vitest';
import { encodeSignal, parseSignal, type Signal } from '../../../../src/replica/link/signals';
import { seeded } from '../../../support/seeded';

const from = 'a'.repeat(22);
const to = 'b'.repeat(22);
const dial = { session: 4_000_000_000, number: 7 };
const signals: readonly Signal[] = [
  { kind: 'announce', from, session: 1 },
  { kind: 'here', from, session: 2, to },
  { kind: 'dial', from, session: 3, to, dial, payload: new Uint8Array([1, 2, 3]) },
  { kind: 'reply', from, session: 4, to, dial, payload: new Uint8Array([4]) },
];

describe('signals', () => {
  it.each(signals)('$kind is read as it was written', (signal) => {
    expect(parseSignal(encodeSignal(signal))).toEqual(signal);
  });

  it('of another version name the version and the sender, whatever follows', () => {
    const told = new Uint8Array([...encodeSignal(signals[0]!).slice(0, 24), 9, 9, 9]);
    told[0] = 200;
    told[1] = 77;
    expect(parseSignal(told)).toEqual({ kind: 'other-version', version: 200, from });
  });

  it('cut short, too long or by no device are nothing', () => {
    for (const signal of signals) {
      const whole = encodeSignal(signal);
      const least = 'payload' in signal ? whole.length - signal.payload.length + 1 : whole.length;
      for (let length = 0; length < least; length++) expect(parseSignal(whole.subarray(0, length)), `${signal.kind} ${length}`).toBeUndefined();
    }
    expect(parseSignal(encodeSignal({ ...signals[2]!, payload: new Uint8Array(9000) } as Signal))).toBeUndefined();
    expect(parseSignal(encodeSignal({ kind: 'announce', from: `${'a'.repeat(21)}/`, session: 1 }))).toBeUndefined();
    expect(parseSignal(new Uint8Array([...encodeSignal(signals[0]!), 0]))).toBeUndefined();
  });

  it('10,000 seeded random ones never make the reader throw', () => {
    const random = seeded(3);
    for (let i = 0; i < 10_000; i++) {
      const bytes = random.below(2) ? random.bytes(random.below(120)) : encodeSignal(signals[random.below(4)]!);
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
      const signal = parseSignal(bytes);
      if (signal) expect(signal.from).toHaveLength(22);
    }
  });
});
