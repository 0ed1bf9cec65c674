import { constants, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BATCH_MAX_BYTES } from '../../common/contract/sync.ts';
import { joinRecords } from '../../common/domain/record-lines.ts';
import { idea, newId, welcomed } from '../test-support/contributions.ts';
import {
  call,
  connectKiosk,
  enrolDevice,
  startChain,
  type TestDevice,
  type TestKiosk,
} from '../test-support/kiosk.ts';
import { startTestService, type TestService } from '../test-support/service.ts';

let service: TestService;
let device: TestDevice;
const open: TestKiosk[] = [];

const chain = startChain();
const connected = async (encodings?: readonly string[]): Promise<TestKiosk> => {
  const kiosk = await connectKiosk({ url: service.url, device, chain, ...(encodings && { encodings }) });
  open.push(kiosk);
  return kiosk;
};
const push = (kiosk: TestKiosk, batch: Uint8Array) => call(kiosk.socket, 'records:push', { batch });

beforeEach(async () => {
  service = await startTestService();
  device = await enrolDevice({ url: service.url, code: await service.makeEnrolmentCode() });
});
afterEach(async () => {
  for (const { socket } of open.splice(0)) socket.disconnect();
  await service.close();
});

const records = () => {
  const made = startChain({ chainId: newId() });
  const by = { participantId: newId(), sessionId: newId() };
  made.add('participant.welcomed', welcomed(), by);
  made.add('idea', idea(service.consultation.id), by);
  return joinRecords(made.made);
};

test('a kiosk of the previous version is welcomed without a key that it does not know', async () => {
  const kiosk = await connected();
  expect(Object.keys(kiosk.welcome).toSorted()).toEqual([
    'anchor',
    'configuration',
    'epoch',
    'head',
    'missing',
  ]);
  const answer = await push(kiosk, Buffer.from(records()));
  expect(answer).toEqual({ ok: true, value: { statuses: ['stored', 'stored'], quarantined: [] } });
});

test('a batch travels as the zstd frame that was agreed to', async () => {
  const kiosk = await connected(['brotli-of-tomorrow', 'zstd', 'plain']);
  expect(kiosk.welcome.encoding).toBe('zstd');
  const text = records();
  const answer = await push(kiosk, zstdCompressSync(text));
  expect(answer).toEqual({ ok: true, value: { statuses: ['stored', 'stored'], quarantined: [] } });
  expect(await push(kiosk, Buffer.from(text))).toEqual({ ok: false, problem: 'batch-malformed' });
});

test('a kiosk that knows none of our encodings, or prefers the plain form, sends the plain form', async () => {
  for (const encodings of [['brotli-of-tomorrow'], ['plain', 'zstd']]) {
    const kiosk = await connected(encodings);
    expect(kiosk.welcome.encoding).toBe('plain');
    expect(await push(kiosk, Buffer.from(records()))).toMatchObject({ ok: true });
  }
});

test('a small frame that unfolds beyond a batch is refused before it fills the memory', async () => {
  const kiosk = await connected(['zstd']);
  const most = { params: { [constants.ZSTD_c_compressionLevel]: 19 } };
  const bomb = zstdCompressSync(Buffer.alloc(64 * BATCH_MAX_BYTES), most);
  expect(bomb.byteLength).toBeLessThan(BATCH_MAX_BYTES);
  expect(await push(kiosk, bomb)).toEqual({ ok: false, problem: 'input-too-large', field: 'batch' });
  const lines = '\n'.repeat(BATCH_MAX_BYTES + 2);
  expect(await push(kiosk, zstdCompressSync(lines))).toMatchObject({ problem: 'input-too-large' });
});

test('a frame that was cut off is malformed, and the connection goes on', async () => {
  const kiosk = await connected(['zstd']);
  const frame = zstdCompressSync(records());
  const halves = [frame.subarray(0, frame.length / 2), frame.subarray(1), Buffer.alloc(0)];
  for (const batch of halves) expect(await push(kiosk, batch)).toMatchObject({ problem: 'batch-malformed' });
  expect(await push(kiosk, frame)).toMatchObject({ ok: true });
});
