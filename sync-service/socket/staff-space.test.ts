import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  NEWS_TOPICS,
  type NewsTopic,
  STAFF_LIVE_PATH,
  STAFF_NAMESPACE,
  type StaffNews,
} from '../../common/contract/staff-live.ts';
import { SYNC_NAMESPACE } from '../../common/contract/sync.ts';
import { startTestService, type TestService } from '../test-support/service.ts';
import { json, pushSession, type Staff, signedIn } from '../test-support/staff.ts';

let service: TestService;
let admin: Staff;
const sockets: Socket[] = [];

beforeAll(async () => {
  service = await startTestService();
  admin = await signedIn(service, 'administrator');
  // Nobody has this name: what it is to be told waits.
  await admin.post('/api/staff/webhooks', { url: 'https://platform.invalid/' });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(() => service.close());

type Listener = { readonly socket: Socket<StaffNews>; readonly heard: Set<NewsTopic> };

/** Connected; rejects with the reason of a refusal. */
async function listen(
  cookie: string,
  { origin = service.url, namespace = STAFF_NAMESPACE }: { origin?: string; namespace?: string } = {},
): Promise<Listener> {
  const socket: Socket<StaffNews> = io(service.url + namespace, {
    path: STAFF_LIVE_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...(cookie === '' ? {} : { cookie }), ...(origin === '' ? {} : { origin }) },
  });
  sockets.push(socket);
  const heard = new Set<NewsTopic>();
  socket.on('news', (topics) => {
    for (const topic of topics) heard.add(topic);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, heard };
}
const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.disconnected) resolve();
    else socket.once('disconnect', () => resolve());
  });

/** Changes something of every topic. */
async function changeEverything(): Promise<void> {
  const { ideaIds } = await pushSession(service, { ideas: [{}] });
  const done = await admin.post('/api/staff/moderation', { ids: [ideaIds[0]], decision: 'held' });
  expect(done.status).toBe(200);
  const file = await admin.get(`/api/staff/contributions/export?consultationId=${service.consultation.id}`);
  await file.text();
}

test.each([
  ['administrator', NEWS_TOPICS],
  ['moderator', ['records', 'decisions', 'kiosks', 'city']],
  ['exporter', ['records', 'decisions', 'kiosks', 'city', 'exports']],
  ['reader', ['records', 'decisions', 'kiosks', 'city']],
] as const)('what a %s hears of', async (role, topics) => {
  const { heard } = await listen((await signedIn(service, role)).cookie);
  const witness = await listen(admin.cookie);
  await changeEverything();
  await expect.poll(() => witness.heard.size, { timeout: 10_000 }).toBe(NEWS_TOPICS.length);
  await expect.poll(() => [...heard].toSorted()).toEqual([...topics].toSorted());
});

test('nobody listens without a session, from elsewhere, or to the kiosks', async () => {
  await expect(listen('')).rejects.toThrow('signed-out');
  await expect(listen('perron-staff=guess')).rejects.toThrow('signed-out');
  await expect(listen(admin.cookie, { origin: '' })).rejects.toThrow();
  await expect(listen(admin.cookie, { origin: 'http://evil.example' })).rejects.toThrow();
  await expect(listen(admin.cookie, { origin: 'null' })).rejects.toThrow();
  await expect(listen(admin.cookie, { namespace: '/' })).rejects.toThrow('the namespace is /staff');
  await expect(listen(admin.cookie, { namespace: SYNC_NAMESPACE })).rejects.toThrow('Invalid namespace');
});

test('signing out, here or elsewhere, ends it', async () => {
  const staff = await signedIn(service, 'reader');
  const { socket } = await listen(staff.cookie);
  const told = new Promise<void>((resolve) => socket.once('signed-out', resolve));
  await staff.post('/api/staff/sign-out');
  await told;
  await gone(socket);
  await expect(listen(staff.cookie)).rejects.toThrow('signed-out');
});

test('whoever loses the role hears no more of what it was for', async () => {
  const staff = await signedIn(service, 'exporter');
  const { heard } = await listen(staff.cookie);
  await changeEverything();
  await expect.poll(() => heard.has('exports')).toBe(true);
  const { accounts } = (await json(await admin.get('/api/staff/accounts'))).value as {
    accounts: { id: string; name: string }[];
  };
  const me = (await json(await staff.get('/api/staff/me'))).value as { name: string };
  const id = accounts.find(({ name }) => name === me.name)?.id;
  await admin.post('/api/staff/accounts/role', { id, role: 'reader' });
  const witness = await listen(admin.cookie);
  await expect.poll(() => heard.has('kiosks')).toBe(true);
  heard.clear();
  await changeEverything();
  await expect.poll(() => witness.heard.has('exports'), { timeout: 10_000 }).toBe(true);
  await expect.poll(() => heard.has('records')).toBe(true);
  expect(heard.has('exports')).toBe(false);
});

test('a page that sends anything is closed', async () => {
  const { socket } = await listen(admin.cookie);
  (socket as Socket).emit('records:push', { batch: Buffer.from('x') });
  await gone(socket);
});
