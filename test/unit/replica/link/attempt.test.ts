import { expect, it } from 'vitest';
import { startAttempt } from '../../../../src/replica/link/attempt';
import type { PacketChannel } from '../../../../src/replica/link/ports';
import { createFakeTimers } from '../../../support/fake-timers';
import { createTestDevices, createTestTeam, type TestDevice } from '../../../support/link-team';
import { seeded } from '../../../support/seeded';

const [anna, ben] = (await createTestDevices(2)) as [TestDevice, TestDevice];
const gatekeeper = createTestTeam('team', [anna, ben]).gatekeeper(anna);

/** `answers`: whether a payload of the other side is its answer. */
function dialing(answers: (payload: Uint8Array) => boolean) {
  const timers = createFakeTimers();
  const counts = { repeated: 0 };
  let isAnswered = false;
  let settle: (channel: PacketChannel | undefined) => void = () => undefined;
  const opened = new Promise<PacketChannel | undefined>((resolve) => (settle = resolve));
  const connecting = {
    opened,
    isAnswered: () => isAnswered,
    signal: (payload: Uint8Array) => void (isAnswered ||= answers(payload)),
    repeat: () => void (counts.repeated += 1),
    close: () => settle(undefined),
  };
  return { timers, counts, attempt: startAttempt(connecting, ben.id, true, { gatekeeper, timers, random: seeded(1).bytes }) };
}

it('an offer is repeated when only addresses have come back, because the answer itself was lost', async () => {
  const { timers, counts, attempt } = dialing(([kind]) => kind === 1);
  attempt.signal(new Uint8Array([2]));
  await timers.pass(2001);
  expect(counts.repeated).toBe(1);
  attempt.signal(new Uint8Array([1]));
  await timers.pass(6000);
  expect(counts.repeated).toBe(1);
  await timers.pass(10_000);
  expect(await attempt.result).toEqual({ ok: false, error: { kind: 'unconnected' } });
});

it('without an answer it ends after five seconds', async () => {
  const { timers, attempt } = dialing(() => false);
  await timers.pass(5001);
  expect(await attempt.result).toEqual({ ok: false, error: { kind: 'unanswered' } });
});
