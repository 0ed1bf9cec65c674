/** Every role, token, stranger and kiosk at every route and event: what is not theirs is refused by name. */
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { API_SCOPES } from '../../../common/contract/api-scopes.ts';
import { type NewsTopic, STAFF_LIVE_PATH, STAFF_NAMESPACE } from '../../../common/contract/staff-live.ts';
import { STAFF_ROLES, type StaffRole } from '../../../common/contract/staff-roles.ts';
import { SYNC_NAMESPACE, type SyncEvent, syncRequests } from '../../../common/contract/sync.ts';
import {
  callRaw,
  connect,
  connectKiosk,
  enrolDevice,
  startChain,
} from '../../../sync-service/test-support/kiosk.ts';
import { ask, makeToken, pathOf, REST_ROUTES, REST_STATUS } from '../../../sync-service/test-support/rest.ts';
import { type Staff, signedIn, staffWith } from '../../../sync-service/test-support/staff.ts';
import {
  CALLED_ROUTES,
  callAs,
  mayCall,
  STAFF_CALLS,
} from '../../../sync-service/test-support/staff-calls.ts';
import { besideService } from '../../service.ts';
import type { Verdict } from '../../verdict.ts';
import type { World } from '../../world.ts';

type Given = { readonly world: World; readonly verdict: Verdict };

const NEWS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;
/** What not everybody hears of. */
const HEARD_BY: Partial<Record<NewsTopic, readonly StaffRole[]>> = {
  exports: ['administrator', 'exporter'],
  log: ['administrator'],
  webhooks: ['administrator'],
};
const TAKEN_BEFORE_PROOF: readonly SyncEvent[] = ['device:enrol', 'device:prove'];

/** By which name it was refused; null for anything else. */
async function refusal(answer: Response): Promise<string | null> {
  if (answer.ok || answer.headers.get('content-type')?.startsWith('application/json') !== true) return null;
  return ((await answer.json()) as { readonly problem?: string }).problem ?? null;
}

const callerOf =
  ({ check, count }: Verdict, who: string) =>
  (what: string, got: unknown, holds: boolean): void => {
    check('roles-kept', holds, () => `${who} at ${what}: ${got}`);
    count('roles at routes and events');
  };

type Person = { readonly role: StaffRole; readonly staff: Staff };

const signedInAs = ({ world: { service } }: Given, role: StaffRole): Promise<Person> =>
  besideService(service, async ({ store }) => ({
    role,
    staff: await signedIn({ url: service.url, store }, role),
  }));

async function callRoutes({ verdict }: Given, { role, staff }: Person): Promise<void> {
  const note = callerOf(verdict, role);
  for (const route of CALLED_ROUTES) {
    if (route === 'signOut') continue;
    const refused = await refusal(await callAs(staff, route));
    const isShut = refused === 'role-missing' || refused === 'signed-out';
    note(route, refused, mayCall(role, route) ? !isShut : refused === 'role-missing');
  }
  const fromElsewhere = { origin: 'http://evil.example' };
  const refused = await refusal(await staff.post('/api/staff/sign-out', {}, fromElsewhere));
  note('a route from another page', refused, refused === 'caller-refused');
}

async function signOut({ verdict }: Given, { role, staff }: Person): Promise<void> {
  await callAs(staff, 'signOut');
  const refused = await refusal(await callAs(staff, 'me'));
  callerOf(verdict, role)('a route after signing out', refused, refused === 'signed-out');
}

async function callAsStranger({ world: { service }, verdict }: Given): Promise<void> {
  for (const cookie of ['', 'perron-staff=guess']) {
    const note = callerOf(verdict, cookie === '' ? 'a stranger' : 'a guesser');
    for (const route of CALLED_ROUTES) {
      if (STAFF_CALLS[route].by === 'anybody') continue;
      const refused = await refusal(await callAs(staffWith(service, cookie), route));
      note(route, refused, refused === 'signed-out');
    }
  }
}

async function callByTokens({ world: { service }, verdict }: Given, admin: Staff): Promise<void> {
  const guess = `perron_${'A'.repeat(44)}`;
  for (const scope of [...API_SCOPES, null]) {
    const token = scope === null ? guess : await makeToken(admin, [scope]);
    const note = callerOf(verdict, scope === null ? 'a guessed token' : `a token for ${scope}`);
    for (const route of REST_ROUTES) {
      const refused = await refusal(await ask(service, token, pathOf(route)));
      const [needed] = REST_STATUS[route];
      const isShut = refused === 'scope-missing' || refused === 'token-invalid';
      const expected = scope === null ? 'token-invalid' : 'scope-missing';
      note(route, refused, needed === scope ? !isShut : refused === expected);
    }
    if (scope === null) continue;
    const refused = await refusal(
      await fetch(`${service.url}/api/staff/sessions`, { headers: { authorization: `Bearer ${token}` } }),
    );
    note('a route of the staff page', refused, refused === 'signed-out');
  }
}

async function sendEvents({ world, verdict }: Given): Promise<void> {
  const { url } = world.service;
  const events = [...(Object.keys(syncRequests) as SyncEvent[]), 'staff:moderate', 'news'];
  const { socket: stranger } = await connect({ url });
  const device = await enrolDevice({ url, code: await world.makeCode() });
  const { socket: kiosk } = await connectKiosk({ url, device, chain: startChain() });
  for (const event of events) {
    const isOpen = TAKEN_BEFORE_PROOF.includes(event as SyncEvent);
    const [strange, proven] = [await callRaw(stranger, event, {}), await callRaw(kiosk, event, {})];
    const [refused, answered] = [strange, proven].map((outcome) => (outcome.ok ? null : outcome.problem));
    const isKnown = event in syncRequests;
    callerOf(verdict, 'who is not proven')(event, refused, isOpen || refused === 'proof-missing');
    callerOf(verdict, 'a kiosk')(
      event,
      answered,
      isKnown ? answered !== 'proof-missing' : answered === 'call-unknown',
    );
  }
  stranger.disconnect();
  kiosk.disconnect();
}

/** Listens for news as a page does; rejects with the reason of a refusal. */
async function listen(
  url: string,
  cookie: string,
  { origin = url, namespace = STAFF_NAMESPACE } = {},
): Promise<{ readonly heard: ReadonlySet<NewsTopic>; close(): void }> {
  const socket = io(url + namespace, {
    path: STAFF_LIVE_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie, origin },
  });
  const heard = new Set<NewsTopic>();
  socket.on('news', (topics: readonly NewsTopic[]) => {
    for (const topic of topics) heard.add(topic);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { heard, close: () => socket.disconnect() };
}

async function listenAsStranger({ world: { service }, verdict }: Given, cookie: string): Promise<void> {
  const note = callerOf(verdict, 'who may not listen');
  const tries = [
    ['without a session', () => listen(service.url, '')],
    ['with a guess', () => listen(service.url, 'perron-staff=guess')],
    ['from another page', () => listen(service.url, cookie, { origin: 'http://evil.example' })],
    ['as a kiosk', () => listen(service.url, cookie, { namespace: SYNC_NAMESPACE })],
  ] as const;
  for (const [how, listening] of tries) {
    const isLetIn = await listening().then(
      ({ close }) => {
        close();
        return true;
      },
      () => false,
    );
    note(`the news, ${how}`, isLetIn, !isLetIn);
  }
}

export async function callAsEverybody(given: Given): Promise<void> {
  const { world, verdict } = given;
  const { url } = world.service;
  const people = await Promise.all(STAFF_ROLES.map((role) => signedInAs(given, role)));
  const listeners = await Promise.all(
    people.map(async ({ role, staff }) => ({ role, ...(await listen(url, staff.cookie)) })),
  );
  const [admin, adminListens] = [people[0], listeners[0]];
  if (admin === undefined || adminListens === undefined) throw new Error('there is no role');
  await Promise.all(people.map((person) => callRoutes(given, person)));
  await callAsStranger(given);
  await callByTokens(given, admin.staff);
  await sendEvents(given);
  await listenAsStranger(given, admin.staff.cookie);
  const until = performance.now() + NEWS_WITHIN_MS;
  while (!adminListens.heard.has('log') && performance.now() < until) await delay(LOOK_EVERY_MS);
  for (const { role, heard, close } of listeners) {
    const note = callerOf(verdict, role);
    for (const topic of heard) note(`news of ${topic}`, 'heard', HEARD_BY[topic]?.includes(role) ?? true);
    if (role === 'administrator') note('news of the log', [...heard], heard.has('log'));
    close();
  }
  for (const person of people) await signOut(given, person);
}
