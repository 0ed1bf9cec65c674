/** A real service and real kiosks in processes of their own, on real folders, and the ledger of what screens were told. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomNumbers, recombined, typedIdea } from '../bench/contributions.ts';
import { PIN } from '../bench/kiosk-desk.ts';
import type { KioskStatus } from '../common/contract/kiosk/kiosk.ts';
import type { KioskCall, KioskInput, KioskOutput } from '../common/contract/kiosk-api.ts';
import type { RecordHeader } from '../common/domain/records.ts';
import type { Outcome } from '../common/problems.ts';
import { hashSecret } from '../platform/argon2id.ts';
import { startTestServer } from '../sync-service/store/postgres/test-support/server.ts';
import { testConsultation } from '../sync-service/test-support/service.ts';
import { checkServed, kioskRows, servedRows } from './evidence.ts';
import { startChild } from './process.ts';
import type { KioskReply, KioskRequest } from './processes/kiosks.ts';
import { besideService, type StoreName, startServiceRunner } from './service.ts';
import type { Verdict } from './verdict.ts';

export type Random = () => number;
export const startRandom = randomNumbers;
export const pick = <T>(from: readonly T[], random: Random): T =>
  from[Math.floor(random() * from.length)] as T;

/** Unattended: what a librarian would wait for before she calls somebody. */
const DRAIN_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** A process of kiosks; a request to one that is dead, or that dies meanwhile, answers null. */
export function startKioskProcess(env: Readonly<Record<string, string>> = {}) {
  const child = startChild({ file: new URL('./processes/kiosks.ts', import.meta.url), env });
  const waiting = new Map<number, (outcome: Outcome<unknown> | null) => void>();
  let seq = 0;
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  child.process.on('message', (message: KioskReply | { ready: true }) => {
    if ('ready' in message) return isReady();
    waiting.get(message.seq)?.(message.outcome as Outcome<unknown>);
    waiting.delete(message.seq);
  });
  void child.exited.then(() => {
    isReady();
    for (const tell of waiting.values()) tell(null);
    waiting.clear();
  });
  return {
    child,
    async ask(dataFolder: string, ask: KioskRequest['ask']): Promise<Outcome<unknown> | null> {
      await ready;
      if (!child.isAlive()) return null;
      seq += 1;
      const request: KioskRequest = { seq, dataFolder, ask };
      return new Promise((resolve) => {
        waiting.set(request.seq, resolve);
        child.process.send(request, () => undefined);
      });
    },
  };
}
export type KioskProcess = ReturnType<typeof startKioskProcess>;

export type FaultyKiosk = ReturnType<typeof createKiosk>;

const CONSENT = {
  purpose: 'publish-words',
  given: true,
  version: 'v1',
  language: 'en',
  manner: 'spoken',
} as const;

/** One kiosk's folder, whichever process runs it, and what its screen was told. */
function createKiosk({
  name,
  dataFolder,
  random,
}: {
  readonly name: string;
  readonly dataFolder: string;
  readonly random: Random;
}) {
  let host: KioskProcess | null = null;
  /** Ids that an answer `ok` named. */
  const saved = new Set<string>();
  /** What the QR codes of its slips say. */
  const slips = new Set<string>();
  const statements = recombined({ count: Number.MAX_SAFE_INTEGER, seed: Math.floor(random() * 2 ** 31) });
  const ideas: string[] = [];

  const call = async <C extends KioskCall>(
    call: C,
    input: KioskInput<C>,
  ): Promise<Outcome<KioskOutput<C>> | null> => {
    if (host === null) return null;
    return (await host.ask(dataFolder, { do: 'call', name: call, input })) as Outcome<KioskOutput<C>> | null;
  };
  /** Null when the process died over it. */
  const must = async <C extends KioskCall>(name: C, input: KioskInput<C>): Promise<KioskOutput<C> | null> => {
    const outcome = await call(name, input);
    if (outcome === null) return null;
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    return outcome.value;
  };
  const status = async (): Promise<KioskStatus | null> => {
    const told = await must('kiosk:status', {});
    const slip = told?.participant?.slip;
    if (slip) slips.add(slip);
    return told;
  };
  const worded = () => ({
    ...typedIdea(statements.next().value as { id: string; words: string }),
    language: 'en',
    authorship: 'verbatim' as const,
    readBack: 'aloud' as const,
    confirmedBy: 'participant' as const,
  });

  return {
    name,
    dataFolder,
    saved,
    slips,
    call,
    status,
    /** In this process from now on. */
    async open(on: KioskProcess, serviceUrl: string | null): Promise<Outcome<unknown> | null> {
      host = on;
      return on.ask(dataFolder, { do: 'open', serviceUrl });
    },
    async enrol(code: string): Promise<void> {
      const outcome = await host?.ask(dataFolder, { do: 'enrol', code });
      if (!outcome?.ok) throw new Error(`${name} was not enrolled: ${JSON.stringify(outcome)}`);
    },
    async close(): Promise<void> {
      await host?.ask(dataFolder, { do: 'close' });
    },
    /** Whatever it takes until a person can contribute; false when the process died over it. */
    async openDesk({ publishes = true } = {}): Promise<boolean> {
      const now = await status();
      if (now === null) return false;
      if (now.facilitator === null && (await must('facilitator:unlock', { pin: PIN })) === null) return false;
      if (now.session === null && (await must('session:open', { workshopId: null })) === null) return false;
      if (now.participant !== null) return true;
      return (
        (await must('participant:welcome', {
          language: 'en',
          consents: [{ ...CONSENT, given: publishes }],
        })) !== null
      );
    },
    /** An idea, or a comment on one of its own; the outcome, or null when the process died over it. */
    async post({ ideasOnly = false } = {}): Promise<Outcome<{ id: string }> | null> {
      const target = !ideasOnly && random() < 0.3 ? ideas.at(-1) : undefined;
      const { title, ...rest } = worded();
      const outcome =
        target === undefined
          ? await call('idea:post', { title, topicId: null, ...rest })
          : await call('comment:post', { targetId: target, targetKind: 'idea', ...rest });
      if (outcome?.ok) {
        saved.add(outcome.value.id);
        if (target === undefined) ideas.push(outcome.value.id);
      }
      return outcome;
    },
    rows: () => kioskRows(dataFolder),
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld({
  folder,
  seed,
  store: storeName,
}: {
  readonly folder: string;
  readonly seed: number;
  readonly store: StoreName;
}) {
  const random = startRandom(seed);
  // What it says it has committed is on the disk, as in a city.
  const server = storeName === 'postgres' ? await startTestServer({ durable: true }) : null;
  const storeUrl = (await server?.createDatabase()) ?? null;
  const service = await startServiceRunner({ folder: join(folder, 'service'), storeUrl });
  await service.start();
  const consultation = testConsultation();
  const pinHash = await hashSecret(PIN);
  await besideService(service, async ({ store }) => {
    await store.city.save([{ kind: 'consultation', document: consultation }]);
  });
  const kiosks: FaultyKiosk[] = [];
  /** Ids of contributions, and of what else is recorded of whoever took back everything. */
  const takenBack = new Set<string>();
  const processes: KioskProcess[] = [];

  const makeCode = (now?: () => number): Promise<string> =>
    besideService(
      service,
      async ({ devices }) => {
        const { code } = await devices.makeEnrolmentCode({
          name: `Kiosk ${kiosks.length + 1}`,
          place: 'Library',
          consultationId: consultation.id,
          languages: ['en'],
          facilitators: [{ id: crypto.randomUUID(), name: 'Marie', pinHash }],
        });
        return code;
      },
      now,
    );

  const waitFor = async (
    kiosk: FaultyKiosk,
    fits: (status: KioskStatus) => boolean,
    { within = DRAIN_WITHIN_MS } = {},
  ): Promise<boolean> => {
    const until = performance.now() + within;
    while (performance.now() < until) {
      const status = await kiosk.status();
      if (status !== null && fits(status)) return true;
      await delay(LOOK_EVERY_MS);
    }
    return false;
  };

  return {
    folder,
    random,
    service,
    consultation,
    kiosks,
    takenBack,
    makeCode,
    waitFor,
    startProcess(env?: Readonly<Record<string, string>>): KioskProcess {
      const started = startKioskProcess(env);
      processes.push(started);
      return started;
    },
    /** Enrolled, online and with its consultation. */
    async addKiosk(on: KioskProcess, { serviceUrl = service.url } = {}): Promise<FaultyKiosk> {
      const name = `kiosk-${kiosks.length + 1}`;
      const kiosk = createKiosk({ name, dataFolder: join(folder, name), random });
      const opened = await kiosk.open(on, serviceUrl);
      if (!opened?.ok) throw new Error(`${name} did not open: ${JSON.stringify(opened)} ${on.child.said()}`);
      await kiosk.enrol(await makeCode());
      if (!(await waitFor(kiosk, (status) => status.consultation !== null)))
        throw new Error(`${name} has no consultation`);
      kiosks.push(kiosk);
      return kiosk;
    },
    /** The same device once more, on a copy of its folder; not one of `kiosks`. */
    twinOf(kiosk: FaultyKiosk): FaultyKiosk {
      const name = `${kiosk.name}-twin`;
      const twin = createKiosk({ name, dataFolder: join(folder, name), random });
      this.copyFolder(kiosk.dataFolder, twin.dataFolder);
      for (const id of kiosk.saved) twin.saved.add(id);
      return twin;
    },
    /** An empty one takes the place of the service's database in PostgreSQL. */
    async emptyDatabase(): Promise<void> {
      if (storeUrl !== null) await server?.replaceDatabase(storeUrl);
    },
    /** A copy of a kiosk's folder while no process runs it. */
    copyFolder(from: string, to: string): void {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true });
    },
    /** What every kiosk's screen was told is on its disk, and what it calls acknowledged at the service. */
    async checkNow(verdict: Verdict): Promise<void> {
      // The kiosks first: what they know of is older than what the service has.
      const rows = kiosks.map((kiosk) => ({ kiosk, name: kiosk.name, rows: kiosk.rows() }));
      const served = await servedRows(service);
      for (const { kiosk, name, rows: kept } of rows) {
        const ids = new Set(kept.map(({ id }) => id));
        for (const id of kiosk.saved)
          verdict.check(
            'saved-is-kept',
            ids.has(id),
            () => `${id} was called saved on ${name} and is not there`,
          );
      }
      checkServed({ verdict, kiosks: rows, served, takenBack });
    },
    /** Whoever reads the feed from its beginning finds every idea and comment that is stored as it was said, and whose author has agreed. */
    async checkShown(verdict: Verdict): Promise<void> {
      const shown = await besideService(service, async ({ store }) => {
        const all = { scope: consultation.id, position: 0, limit: 1e6, maxBytes: 1e9, tombstones: true };
        return new Set((await store.feed.page(all)).entries.map(({ id }) => id));
      });
      const said = new Map(kiosks.flatMap((kiosk) => kiosk.rows().map(({ id, lines }) => [id, lines])));
      const stored = [...(await servedRows(service)).stored].flatMap(([id, [lines = '']]) => {
        if (said.get(id) !== lines) return [];
        const { kind, participantId } = JSON.parse(lines.split('\n')[0] as string) as RecordHeader;
        return [{ id, kind, participantId }];
      });
      const agreed = new Set(
        stored
          .filter(({ kind }) => kind === 'participant.welcomed')
          .map(({ participantId }) => participantId),
      );
      const missing = stored.filter(
        ({ id, kind, participantId }) =>
          (kind === 'idea' || kind === 'comment') && agreed.has(participantId) && !shown.has(id),
      );
      verdict.check(
        'stored-is-shown',
        missing.length === 0,
        () => `stored and not shown: ${missing.map(({ id }) => id).join(', ')}`,
      );
    },
    /** Nobody touches anything: within a minute every kiosk is online and has nothing left to send. */
    async drain(
      verdict: Verdict,
      { within = DRAIN_WITHIN_MS, of = kiosks as readonly FaultyKiosk[] } = {},
    ): Promise<void> {
      await Promise.all(
        of.map(async (kiosk) => {
          const drained = await waitFor(kiosk, ({ sync }) => sync.state === 'online' && sync.pending === 0, {
            within,
          });
          const status = drained ? null : await kiosk.status();
          const left = kiosk.rows().filter(({ state }) => state === 'pending' || state === null).length;
          const told = () => `${kiosk.name} has ${left} left: ${JSON.stringify(status?.sync)}`;
          verdict.check('drained', drained && left === 0, told);
        }),
      );
    },
    /** How many records there are on kiosks and at the service. */
    async countRecords(verdict: Verdict): Promise<void> {
      for (const kiosk of kiosks) {
        verdict.count('called saved', kiosk.saved.size);
        verdict.count('on kiosks', kiosk.rows().length);
      }
      const served = await servedRows(service);
      verdict.count('stored', served.stored.size);
      verdict.count('in quarantine', served.quarantined.size);
    },
    async end(): Promise<void> {
      await Promise.all(processes.map(({ child }) => child.kill()));
      await service.kill();
      if (storeUrl !== null) await server?.dropDatabase(storeUrl);
      await server?.stop();
    },
  };
}
