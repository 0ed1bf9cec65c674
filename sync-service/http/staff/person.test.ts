import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReceiptCode } from '../../../common/domain/receipt-code.ts';
import { slipText } from '../../../common/domain/slip.ts';
import { receiptCodeDigest } from '../../../platform/argon2id.ts';
import { codeOfSlip } from '../../../platform/slip.ts';
import { readRecord } from '../../services/batches.ts';
import { quarantine } from '../../services/quarantine.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { connectKiosk, startChain } from '../../test-support/kiosk.ts';
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
  const secret = new Uint8Array(16).fill(7);
  const code = codeOfSlip(secret);
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
  const slip = slipText({ secret, publishes: true, place: new Uint8Array(3), wording: new Uint8Array(3) });
  expect(await ask({ code: slip.slice(0, -1), check })).toMatchObject({ ok: false, problem: 'slip-damaged' });
  const { value } = await ask({ code: code.toLowerCase(), check });
  expect((await ask({ code: slip, check })).value, 'by the QR code').toEqual(value);
  expect(value).toMatchObject({
    participantId: of.participantId,
    contributions: [{ kind: 'idea', title: 'A lift', state: 'published' }],
    records: [
      { kind: 'participant.welcomed' },
      { kind: 'idea', payload: { title: 'A lift' } },
      { kind: 'receipt.issued' },
    ],
  });
  const log = await service.store.staff.audit({ before: null, limit: 3 });
  expect(log).toMatchObject([
    { action: 'person.opened', subject: of.participantId, detail: check },
    { action: 'person.opened', subject: of.participantId, detail: check },
    { action: 'person.not-found', subject: '', detail: check },
  ]);
});

test('what is in quarantine of a person comes apart from the rest with its rule, and so it does where the slip itself is there', async () => {
  const { device, chain } = await pushSession(service, { ideas: [] });
  const { deviceId } = device.enrolment;
  const { serviceId } = service.service.identity;
  const [known, unknown] = [makeReceiptCode(() => 9), makeReceiptCode(() => 10)];
  const digestOf = (code: typeof known) => receiptCodeDigest({ code, serviceId });
  const consultationId = service.consultation.id;
  const [ann, bob, sessionId] = [newId(), newId(), newId()];
  const take = async (lines: typeof chain.made, revoked?: 'held') => {
    const records = lines.map(readRecord);
    await service.store.records.append({ deviceId, records, receivedAt: 1, ...(revoked && { revoked }) });
  };
  const before = chain.made.length;
  chain.add('participant.welcomed', welcomed(), { participantId: ann, sessionId });
  chain.add('receipt.issued', { codeDigest: await digestOf(known) }, { participantId: ann, sessionId });
  await take(chain.made.slice(before));
  const elsewhere = chain.add('idea', idea(newId(), { title: 'Elsewhere' }), {
    participantId: ann,
    sessionId,
  }).lines;
  const altered = chain.add('idea', idea(consultationId), { participantId: ann, sessionId }).lines;
  const back = chain.add('contribution.withdrawn', {
    codeDigest: await digestOf(known),
    contributionId: null,
  });
  await take([elsewhere, { ...altered, body: `${'A'.repeat(22)}not JSON` }]);
  await service.store.devices.revoke({ deviceId, revocation: { at: 2, reason: 'lost' } });
  const late = startChain();
  late.add('participant.welcomed', welcomed(), { participantId: bob, sessionId });
  late.add('idea', idea(consultationId, { title: 'On the stick' }), { participantId: bob, sessionId });
  late.add('receipt.issued', { codeDigest: await digestOf(unknown) }, { participantId: bob, sessionId });
  await take([back.lines, ...late.made], 'held');

  const exporter = await signedIn(service, 'exporter');
  const ask = async (code: string) => json(await exporter.post('/api/staff/person', { code, check: 'Slip' }));
  expect(await ask(known)).toMatchObject({
    value: {
      participantId: ann,
      records: [{ kind: 'participant.welcomed' }, { kind: 'receipt.issued' }],
      held: [
        { kind: 'idea', rule: 'consultation-unknown', payload: { title: 'Elsewhere' }, decision: null },
        { kind: 'idea', rule: 'payload-altered', payload: null, text: expect.stringContaining('not JSON') },
        { kind: 'contribution.withdrawn', rule: 'after-revocation' },
      ],
    },
  });
  expect(await ask(unknown)).toMatchObject({
    value: {
      participantId: bob,
      contributions: [],
      records: [],
      held: [
        { kind: 'participant.welcomed' },
        { kind: 'idea', rule: 'after-revocation', payload: { title: 'On the stick' } },
        { kind: 'receipt.issued' },
      ],
    },
  });
  // Once they are accepted they are records like any other.
  await service.store.staff.addAccount({
    id: ann,
    name: 'A',
    role: 'administrator',
    passwordHash: 'x',
    createdAt: 1,
  });
  const { acceptAllOf } = quarantine({ store: service.store, now: () => 3 });
  await acceptAllOf({ deviceId, accountId: ann });
  expect(await ask(unknown)).toMatchObject({
    value: { participantId: bob, contributions: [{ title: 'On the stick' }], held: [] },
  });
});
