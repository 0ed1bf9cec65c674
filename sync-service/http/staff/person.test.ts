import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReceiptCode } from '../../../common/domain/receipt-code.ts';
import { receiptCodeDigest } from '../../../platform/argon2id.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { connectKiosk } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { json, pushSession, signedIn } from '../../test-support/staff.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

test('a person gets all that is kept of them by the code of their slip, and the log says who was asked and how', async () => {
  const { device, chain } = await pushSession(service, { ideas: [] });
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  const code = makeReceiptCode(() => 7);
  const { serviceId } = service.service.identity;
  const of = { participantId: newId(), sessionId: newId() };
  const before = chain.made.length;
  chain.add('participant.welcomed', welcomed(), of);
  chain.add('idea', idea(service.consultation.id, { title: 'A lift' }), of);
  chain.add('receipt.issued', { codeDigest: await receiptCodeDigest({ code, serviceId }) }, of);
  await kiosk.push(chain.made.slice(before));
  kiosk.socket.disconnect();

  const exporter = await signedIn(service, 'exporter');
  const ask = async (input: object) => json(await exporter.post('/api/staff/person', input));
  const check = 'Has the slip';
  expect(await ask({ code: 'K7QM3', check })).toMatchObject({ ok: false, problem: 'code-malformed' });
  expect(await ask({ code, check: ' ' })).toMatchObject({ ok: false, problem: 'input-invalid' });
  const unknown = makeReceiptCode(() => 8);
  expect(await ask({ code: unknown, check })).toMatchObject({ ok: false, problem: 'code-unknown' });
  const { value } = await ask({ code: code.toLowerCase(), check });
  expect(value).toMatchObject({
    participantId: of.participantId,
    contributions: [{ kind: 'idea', title: 'A lift', state: 'published' }],
    records: [
      { kind: 'participant.welcomed' },
      { kind: 'idea', payload: { title: 'A lift' } },
      { kind: 'receipt.issued' },
    ],
  });
  const log = await service.store.staff.audit({ before: null, limit: 2 });
  expect(log).toMatchObject([
    { action: 'person.opened', subject: of.participantId, detail: check },
    { action: 'person.not-found', subject: '', detail: check },
  ]);
});
