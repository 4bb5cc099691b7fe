import { expect, test } from 'vitest';
import { openDirectCode } from '../../../../src/replica/link/direct-code';
import { createMemoryNetwork } from '../../../../src/replica/link/memory-connector';
import { createConnecting } from '../../../../src/replica/team/connecting';
import { must } from '../../../support/books';

test('who asks for a new code lets nobody come in by the answer shown before, not even while the new one is made', async () => {
  const { direct } = createMemoryNetwork();
  const till = direct('till'), fair = direct('fair');
  const first = must(await till.offer());
  const answer = must(await fair.answer(first.code));
  let isMade: () => void = () => undefined;
  const making = new Promise<void>((resolve) => (isMade = resolve));
  const connecting = createConnecting({
    direct: { answer: async () => ({ ok: true, value: answer }), offer: async () => { await making; return fair.offer(); } },
    adopt: async () => ({ ok: true, value: 'till' }), nameOf: (device) => device, onChange: () => undefined,
  });
  must(await connecting.read(must(openDirectCode(first.code))));
  const begun = connecting.begin();
  must(await first.finish(answer.code));
  expect(await answer.opened).toMatchObject({ ok: false });
  isMade();
  must(await begun);
  expect(connecting.state()).toMatchObject({ kind: 'offering' });
});
