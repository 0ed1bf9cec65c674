/**
 * Revocation in the middle of a push, codes used twice or too late, everything overheard played again, everybody at every
 * route and event, and PINs guessed.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { proofText, type SyncRequest } from '../../common/contract/sync.ts';
import { makeKeyPair, random16, signText } from '../../platform/crypto.ts';
import { createRateLimit } from '../../sync-service/services/rate-limit.ts';
import { idea } from '../../sync-service/test-support/contributions.ts';
import {
  call,
  callRaw,
  connect,
  connectKiosk,
  enrolDevice,
  startChain,
} from '../../sync-service/test-support/kiosk.ts';
import { servedRows } from '../evidence.ts';
import { besideService } from '../service.ts';
import type { Verdict } from '../verdict.ts';
import type { World } from '../world.ts';
import { startPinGuesser } from './identity/pin.ts';
import { callAsEverybody } from './identity/roles.ts';
import type { Scenario } from './scenario.ts';

const CODE_LIFE_MS = 15 * 60_000;
const REPLAYS_A_ROUND = 10;
const BATCHES = 30;
/** The service looks twice a second for what staff did beside it. */
const CLOSED_WITHIN_MS = 5_000;

type Given = { readonly world: World; readonly verdict: Verdict };

async function enrolling(world: World, code: string): Promise<boolean> {
  const { socket } = await connect({ url: world.service.url });
  const { publicKey } = makeKeyPair();
  const answer = await call(socket, 'device:enrol', { protocol: 1, code, publicKey });
  socket.disconnect();
  return answer.ok;
}

async function spendCodes({ world, verdict }: Given): Promise<void> {
  const code = await world.makeCode();
  const uses = await Promise.all([enrolling(world, code), enrolling(world, code), enrolling(world, code)]);
  const again = await enrolling(world, code);
  const used = uses.filter(Boolean).length;
  verdict.check('code-once', used === 1 && !again, () => `one code let in ${used + (again ? 1 : 0)} kiosks`);
  const old = await world.makeCode(() => Date.now() - CODE_LIFE_MS);
  verdict.check(
    'code-once',
    !(await enrolling(world, old)),
    () => 'a code of fifteen minutes ago let in a kiosk',
  );
  verdict.count('codes');
}

async function poseAsPage({ world, verdict }: Given): Promise<void> {
  const headers = { origin: 'https://liege.example' };
  const isLetIn = await connect({ url: world.service.url, headers }).then(
    ({ socket }) => {
      socket.disconnect();
      return true;
    },
    () => false,
  );
  verdict.check('no-page', !isLetIn, () => 'a connection with an Origin was let in');
}

async function replay({ world, verdict }: Given): Promise<void> {
  const { url } = world.service;
  const { keys, enrolment } = await enrolDevice({ url, code: await world.makeCode() });
  const { deviceId } = enrolment;
  const chain = startChain();
  const overheard = await connect({ url });
  const { serviceId, nonce } = overheard.challenge;
  const kioskNonce = random16();
  const of = { deviceId, chainId: chain.chainId, head: null, kioskNonce };
  const signature = signText(proofText({ serviceId, nonce, ...of }), keys.privateKey);
  const proof: SyncRequest<'device:prove'> = { protocol: 1, ...of, signature };
  const first = await call(overheard.socket, 'device:prove', proof);
  if (!first.ok) throw new Error(`a right proof was answered ${first.problem}`);
  const record = chain.add('idea', idea(world.consultation.id));
  const batch = Buffer.from(`${record.lines.header}\n${record.lines.body}\n`);
  await call(overheard.socket, 'records:push', { batch });
  overheard.socket.disconnect();

  const thief = makeKeyPair();
  for (let tries = 0; tries < REPLAYS_A_ROUND; tries += 1) {
    const { socket, challenge } = await connect({ url });
    const own = signText(proofText({ serviceId, nonce: challenge.nonce, ...of }), thief.privateKey);
    const answers = [
      await callRaw(socket, 'records:push', { batch }),
      await callRaw(socket, 'device:prove', proof),
      await callRaw(socket, 'device:prove', { ...proof, signature: own }),
      await callRaw(socket, 'records:push', { batch }),
      await callRaw(socket, 'feed:pull', { cursor: null, limit: 1 }),
    ];
    socket.disconnect();
    for (const answer of answers)
      verdict.check('no-replay', !answer.ok, () => 'what was overheard was taken');
    verdict.count('replays', answers.length);
  }
}

async function revokeInMidBatch({ world, verdict }: Given): Promise<void> {
  const { url } = world.service;
  const device = await enrolDevice({ url, code: await world.makeCode() });
  const chain = startChain();
  const kiosk = await connectKiosk({ url, device, chain });
  const { deviceId } = device.enrolment;
  const closed = new Promise<boolean>((resolve) => {
    kiosk.socket.once('disconnect', () => resolve(true));
    setTimeout(() => resolve(false), CLOSED_WITHIN_MS).unref();
  });
  const ofDevice = async () =>
    [...(await servedRows(world.service)).stored.values()].filter(([line]) => line?.includes(chain.chainId))
      .length;

  const pushes: Promise<unknown>[] = [];
  const revokeAt = Math.floor(world.random() * BATCHES);
  let atRevocation = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const records = Array.from({ length: 20 }, () => chain.add('idea', idea(world.consultation.id)).lines);
    pushes.push(kiosk.push(records).catch(() => null));
    if (batch !== revokeAt) continue;
    await delay(world.random() * 20);
    await besideService(world.service, ({ devices }) => devices.revoke({ deviceId, reason: 'lost' }));
    atRevocation = await ofDevice();
  }
  const isClosed = await closed;
  kiosk.socket.disconnect();
  await Promise.race([Promise.allSettled(pushes), delay(1_000)]);
  const late = (await ofDevice()) - atRevocation;
  verdict.check(
    'nothing-after-revocation',
    late === 0,
    () => `${late} records of a revoked kiosk were stored`,
  );
  verdict.check('revoked-is-closed', isClosed, () => 'the connection of a revoked kiosk stayed open');
  const again = await connectKiosk({ url, device, chain }).then(
    ({ socket }) => {
      socket.disconnect();
      return true;
    },
    () => false,
  );
  verdict.check('nothing-after-revocation', !again, () => 'a revoked kiosk was welcomed');
  verdict.count('revocations');
}

/** Wrong codes are counted by address: with SQLite in the process, with PostgreSQL for all of them in the database. */
async function forgetWrongCodes({ service }: World): Promise<void> {
  await service.stop();
  await besideService(service, ({ store }) =>
    createRateLimit({ store, limit: 'enrolment', tries: 0, windowMs: 0, now: Date.now }).clear('127.0.0.1'),
  );
  await service.start();
}

export const identity: Scenario = {
  name: 'identity',
  about: 'revocation in mid-batch, codes twice and too late, replays, roles, PINs',
  asserts: [
    'code-once',
    'no-page',
    'no-replay',
    'nothing-after-revocation',
    'revoked-is-closed',
    'roles-kept',
    'pin-waits',
    'pin-locks',
  ],
  stores: ['sqlite', 'postgres'],
  rounds: { short: 1, long: 100 },
  async run({ world, verdict, rounds }) {
    const guessPins = await startPinGuesser({ world, verdict });
    await callAsEverybody({ world, verdict });
    for (let round = 0; round < rounds; round += 1) {
      await guessPins();
      await spendCodes({ world, verdict });
      await poseAsPage({ world, verdict });
      await replay({ world, verdict });
      await revokeInMidBatch({ world, verdict });
      await forgetWrongCodes(world);
    }
  },
};
