/** Kiosks without end, and what taking their batches in costs a store: through `readBatch` and `records.append`, as a push goes. */
import { v7 as uuidv7 } from 'uuid';
import type { ConsultationDocument } from '../common/contract/feed.ts';
import { joinRecords, type RecordLines } from '../common/domain/record-lines.ts';
import type { Payload, RecordKind } from '../common/domain/records.ts';
import { makeKeyPair, random16 } from '../platform/crypto.ts';
import { readBatch } from '../sync-service/services/batches.ts';
import { deviceService } from '../sync-service/services/devices.ts';
import { establishIdentity } from '../sync-service/services/identity.ts';
import type { Store } from '../sync-service/store/store.ts';
import { comment, idea, support, welcomed } from '../sync-service/test-support/contributions.ts';
import { startChain } from '../sync-service/test-support/kiosk.ts';
import { testConsultation } from '../sync-service/test-support/service.ts';
import { randomNumbers, recombined, typedIdea } from './contributions.ts';

const PARTICIPANTS_OF_A_SESSION = 25;
const IDEAS_IN_SIGHT = 200;

/** The records of one kiosk without end: each participant posts ideas, comments and supports, and leaves with a code. */
function* workshops({
  consultationId,
  seed,
}: {
  consultationId: string;
  seed: number;
}): Generator<RecordLines, never> {
  const chain = startChain();
  const random = randomNumbers(seed);
  const words = recombined({ count: Number.POSITIVE_INFINITY, seed });
  const inSight: string[] = [];
  let mono = 0;
  const add = <K extends RecordKind>(
    kind: K,
    payload: Payload<K>,
    of: { sessionId: string; participantId?: string },
  ) => {
    mono += 1;
    const made = chain.add(kind, payload, { id: uuidv7(), at: 1_773_820_800_000 + mono, mono, ...of });
    // The chain would keep a million of them.
    chain.made.length = 0;
    return made;
  };
  const someIdea = (): string => inSight[Math.floor(random() * inSight.length)] as string;
  for (;;) {
    const sessionId = uuidv7();
    yield add('session.opened', { consultationId, facilitatorId: uuidv7(), workshopId: null }, { sessionId })
      .lines;
    for (let participants = 0; participants < PARTICIPANTS_OF_A_SESSION; participants += 1) {
      const of = { sessionId, participantId: uuidv7() };
      yield add('participant.welcomed', welcomed(), of).lines;
      for (let ideas = 0; ideas < 4; ideas += 1) {
        const made = add('idea', idea(consultationId, typedIdea(words.next().value)), of);
        inSight.push(made.id);
        if (inSight.length > IDEAS_IN_SIGHT) inSight.shift();
        yield made.lines;
      }
      for (let comments = 0; comments < 2; comments += 1) {
        const said = { ...comment(consultationId, someIdea()), words: words.next().value.words };
        yield add('comment', said, of).lines;
      }
      yield add('support', support(consultationId, someIdea()), of).lines;
      yield add('receipt.issued', { codeDigest: random16() }, of).lines;
      yield add('participant.left', {}, of).lines;
    }
  }
}

/** Takes batches of so many kiosks in turn; keys go into `dataFolder`. Closes `store` at the end. */
export async function openIngest({
  store,
  dataFolder,
  seed,
  kiosks: count = 20,
  batch: size = 1_000,
  atOnce = 1,
  consultation = testConsultation(),
}: {
  readonly store: Store;
  readonly dataFolder: string;
  readonly seed: number;
  readonly kiosks?: number;
  readonly batch?: number;
  /** Batches at work at the same time, of different kiosks. */
  readonly atOnce?: number;
  readonly consultation?: ConsultationDocument;
}) {
  await store.city.save([{ kind: 'consultation', document: consultation }]);
  const identity = await establishIdentity({ store, keysFolder: dataFolder });
  const devices = deviceService({ store, identity, now: Date.now });

  const enrol = async (): Promise<string> => {
    const { code } = await devices.makeEnrolmentCode({
      name: 'Library kiosk',
      place: 'Main Library',
      consultationId: consultation.id,
      languages: ['en'],
      facilitators: [],
    });
    const enrolled = await devices.enrol({ protocol: 2, code, publicKey: makeKeyPair().publicKey });
    if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.problem}`);
    return enrolled.value.deviceId;
  };
  const kiosks: { deviceId: string; records: ReturnType<typeof workshops> }[] = [];
  for (let kiosk = 0; kiosk < count; kiosk += 1) {
    const records = workshops({ consultationId: consultation.id, seed: seed + kiosk });
    kiosks.push({ deviceId: await enrol(), records });
  }

  let batches = 0;
  const next = (): { deviceId: string; batch: Buffer } => {
    const { deviceId, records } = kiosks[batches % count] as (typeof kiosks)[number];
    batches += 1;
    const lines = Array.from({ length: size }, () => records.next().value);
    return { deviceId, batch: Buffer.from(joinRecords(lines)) };
  };
  const takeOne = async ({ deviceId, batch }: ReturnType<typeof next>): Promise<void> => {
    const read = readBatch(batch);
    if (!read.ok) throw new Error(`a batch was not read: ${read.problem}`);
    const stored = await store.records.append({ deviceId, records: read.value, receivedAt: Date.now() });
    if (stored === null || stored.length !== size || stored.some(({ status }) => status !== 'stored')) {
      throw new Error(`a batch was not stored: ${JSON.stringify(stored?.find(({ rule }) => rule))}`);
    }
  };
  return {
    /** Answers the milliseconds until all of them could be acknowledged, without making them. */
    async take(records: number): Promise<number> {
      let spent = 0;
      for (let left = Math.ceil(records / size); left > 0; left -= count) {
        const waiting = Array.from({ length: Math.min(left, count) }, next);
        const start = performance.now();
        await Promise.all(
          Array.from({ length: atOnce }, async () => {
            for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift())
              await takeOne(batch);
          }),
        );
        spent += performance.now() - start;
      }
      return spent;
    },
    /** Answers the milliseconds until all of it is folded into what kiosks and staff see. */
    async fold(): Promise<number> {
      const start = performance.now();
      await store.projection.settle();
      return performance.now() - start;
    },
    close: () => store.close(),
  };
}
