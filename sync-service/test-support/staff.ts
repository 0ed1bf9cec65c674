/** A signed-in member of staff over real HTTP, and a workshop session as a kiosk sends it. */
import { randomUUID } from 'node:crypto';
import type { StaffRole } from '../../common/contract/staff-roles.ts';
import type { Payload } from '../../common/domain/records.ts';
import { newStaffAccount } from '../services/staff-accounts.ts';
import { comment, idea, newId, support, welcomed } from './contributions.ts';
import { connectKiosk, enrolDevice, startChain, type TestChain, type TestDevice } from './kiosk.ts';
import type { TestService } from './service.ts';

export const NOWHERE = '00000000-0000-4000-8000-000000000000';
export const PASSWORD = 'correct horse battery';

export type Staff = {
  readonly cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
};

/** In whichever process. */
type StaffedService = Pick<TestService, 'url'> & { readonly store: Pick<TestService['store'], 'staff'> };

export async function addStaff(service: StaffedService, name: string, role: StaffRole): Promise<void> {
  const made = await newStaffAccount({ name, role, password: PASSWORD, now: Date.now() });
  if (!made.ok) throw new Error(made.problem);
  await service.store.staff.addAccount(made.value);
}

export const staffWith = (service: Pick<TestService, 'url'>, cookie: string): Staff => ({
  cookie,
  get: (path) => fetch(service.url + path, { headers: { cookie } }),
  post: (path, body = {}, headers = {}) =>
    fetch(service.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: service.url, cookie, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
});

/** What a call of the API answered. */
export const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

/** What a call that succeeded brought. */
export const answered = async (staff: Staff, path: string) =>
  (await json(await staff.get(path))).value as Record<string, unknown>;

/** Adds an account of this role and signs it in. */
export async function signedIn(service: StaffedService, role: StaffRole): Promise<Staff> {
  const name = `${role}-${randomUUID()}`;
  await addStaff(service, name, role);
  const answer = await staffWith(service, '').post('/api/staff/sign-in', { name, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.status}`);
  return staffWith(service, (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
}

export type PushedSession = {
  readonly sessionId: string;
  readonly deviceId: string;
  readonly device: TestDevice;
  readonly chain: TestChain;
  readonly ideaIds: readonly string[];
};

/** One participant with the ideas given, a comment and a support; pushed record by record or at once. */
export async function pushSession(
  service: TestService,
  {
    ideas,
    closed = true,
    kioskName = 'Library kiosk',
    extraCount = 0,
    workshopId = null,
  }: {
    readonly ideas: readonly Partial<Payload<'idea'>>[];
    readonly closed?: boolean;
    readonly kioskName?: string;
    /** By how many the closing record counts too many. */
    readonly extraCount?: number;
    /** The event of the agenda that it is held for. */
    readonly workshopId?: string | null;
  },
): Promise<PushedSession> {
  const consultationId = service.consultation.id;
  const chain = startChain();
  const [sessionId, participantId] = [newId(), newId()];
  const of = { sessionId, participantId };
  chain.add('session.opened', { consultationId, facilitatorId: newId(), workshopId }, { sessionId });
  chain.add('participant.welcomed', welcomed(), of);
  const ideaIds = ideas.map((changes) => chain.add('idea', idea(consultationId, changes), of).id);
  const target = ideaIds[0] ?? newId();
  chain.add('comment', comment(consultationId, target), of);
  chain.add('support', support(consultationId, target), of);
  chain.add('participant.left', {}, of);
  if (closed) {
    const head = chain.head as { seq: number; hash: string };
    chain.add(
      'session.closed',
      {
        participants: 1,
        ideas: ideas.length,
        comments: 1,
        supports: 1,
        records: chain.made.length + extraCount,
        head,
      },
      { sessionId },
    );
  }
  const code = await service.makeEnrolmentCode({ name: kioskName });
  const device = await enrolDevice({ url: service.url, code });
  const kiosk = await connectKiosk({
    url: service.url,
    device,
    chain: { chainId: chain.chainId, head: null },
  });
  const pushed = await kiosk.push(chain.made);
  if (!pushed.ok) throw new Error(pushed.problem);
  kiosk.socket.disconnect();
  return { sessionId, deviceId: device.enrolment.deviceId, device, chain, ideaIds };
}
