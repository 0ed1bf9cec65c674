import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSealKeys, seal, unseal } from '../../../platform/sealed-file.ts';
import { resealAll } from '../../services/reseal.ts';
import { contentOf } from '../../store/projection.ts';
import { idea, newId, welcomed } from '../../test-support/contributions.ts';
import { connectKiosk } from '../../test-support/kiosk.ts';
import { startTestService, type TestService } from '../../test-support/service.ts';
import { json, pushSession, signedIn } from '../../test-support/staff.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

test('what was said to the city alone comes as it was sealed, with what is known of it, and the log says who opened it', async () => {
  const exporter = await signedIn(service, 'exporter');
  const open = async (after?: string) => json(await exporter.post('/api/staff/sealed-words', { after }));
  const count = async () => json(await exporter.get('/api/staff/sealed-words'));
  expect(await count()).toMatchObject({ value: { contributions: 0 } });
  expect(await open()).toMatchObject({ value: { contributions: [], next: null } });

  const { identity, recipient } = await makeSealKeys();
  const said = { title: 'A quiet word', words: 'My landlord reads everything' };
  const sealed = Buffer.from(await seal(Buffer.from(JSON.stringify(said)), recipient)).toString('base64');
  const consultationId = service.consultation.id;
  const of = { participantId: newId(), sessionId: newId() };
  const { device, chain } = await pushSession(service, { ideas: [] });
  const before = chain.made.length;
  chain.add('participant.welcomed', welcomed(false), of);
  const worded = {
    consultationId,
    language: 'fr',
    authorship: 'verbatim',
    readBack: 'aloud',
    sealed,
  } as const;
  const { id } = chain.add('idea.sealed', { ...worded, topicId: null }, of);
  const shown = chain.add('idea', idea(consultationId, { title: 'A lift' }), of);
  const comment = { ...worded, targetId: shown.id, targetKind: 'idea' } as const;
  chain.add('comment.sealed', comment, of);
  const kiosk = await connectKiosk({ url: service.url, device, chain });
  await kiosk.push(chain.made.slice(before));
  kiosk.socket.disconnect();

  expect(await count()).toMatchObject({ value: { contributions: 2 } });
  const opened = (await open()) as { value: { contributions: { sealed: string }[] } };
  expect(opened.value).toMatchObject({
    contributions: [
      { id, kind: 'idea', consultationId, language: 'fr', authorship: 'verbatim', targetTitle: null },
      { kind: 'comment', targetTitle: 'A lift', sealed },
    ],
    next: null,
  });
  const plain = await unseal(Buffer.from(opened.value.contributions[0]?.sealed ?? '', 'base64'), identity);
  expect(plain.ok && JSON.parse(Buffer.from(plain.value).toString('utf8'))).toEqual(said);
  // A page of its own is one of its own in the log, however far in one begins.
  expect(await open('999999')).toMatchObject({ value: { contributions: [], next: null } });
  const log = await service.store.staff.audit({ before: null, limit: 3 });
  expect(log.map(({ action, subject }) => [action, subject])).toEqual([
    ['sealed-words.opened', '0'],
    ['sealed-words.opened', '2'],
    ['sealed-words.opened', '0'],
  ]);

  // Under another key it is all there, and so it is for the person.
  const next = await makeSealKeys();
  const { store } = service;
  await store.personalData.addRecipient({ recipient: next.recipient, at: 1 });
  await resealAll({ store, identity, now: () => 2, told: () => {} });
  const again = (await open()) as typeof opened;
  const contents = await Promise.all(
    again.value.contributions.map((one) => unseal(Buffer.from(one.sealed, 'base64'), next.identity)),
  );
  expect(contents.map(({ ok }) => ok)).toEqual([true, true]);
  const ofPerson = await store.personalData.ofPerson(of.participantId);
  expect(ofPerson.map(({ kind, lines }) => contentOf({ kind, body: lines.body })?.kind)).toEqual(
    ofPerson.map(({ kind }) => kind),
  );
});
