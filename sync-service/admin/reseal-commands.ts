/** The city changes its personal-data key: kiosks stop sealing to the old one, and what is kept is sealed again. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { ageRecipient } from '../../common/contract/values.ts';
import { recipientOf } from '../../platform/sealed-file.ts';
import { countOpened, kiosksBehind, type Resealing, resealAll } from '../services/reseal.ts';
import { audit, audited, type Command, CommandError, read, type Surroundings } from './command.ts';
import { identityIn } from './key-file.ts';

const file = z.string().min(1);
/** Named at most; the others are counted. */
const NAMED = 20;

/** A key that this service was told of once: nothing here was ever sealed to another. */
async function knownKey(
  path: string,
  surroundings: Surroundings,
): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await identityIn(resolve(path), surroundings);
  const recipient = await recipientOf(identity).catch(() => {
    throw new CommandError(`${path} is no key.`);
  });
  const keys = await surroundings.store.personalData.keys();
  if (!keys.some((known) => known.recipient === recipient))
    throw new CommandError(`${path} is no key of this city: "personal-data keys" lists those that are.`);
  return { identity, recipient };
}

/** Sentences about what may still need a key that was retired. */
function stillNeeded({ waiting, kiosks }: { waiting: number; kiosks: readonly string[] }): string[] {
  const others = kiosks.length > NAMED ? ` and ${kiosks.length - NAMED} more` : '';
  return [
    ...(waiting > 0
      ? [
          `${waiting} wait in quarantine and stay as they came: accept them or keep them out, then run this again.`,
        ]
      : []),
    ...(kiosks.length > 0
      ? [
          `These kiosks have not been here since a key was retired, or have records to send: ${kiosks.slice(0, NAMED).join(', ')}${others}. Run this again when they have.`,
        ]
      : []),
  ];
}

const progress = ({ resealed, closed, waiting }: Resealing): boolean =>
  process.stderr.write(`${resealed + closed + waiting} looked at, ${resealed} sealed again\n`);

export const resealCommands: Readonly<Record<string, Command>> = {
  'personal-data keys': {
    usage: 'personal-data keys          the keys that kiosks seal to, and those that they did before',
    options: {},
    async run(_, { store }) {
      const keys = await store.personalData.keys();
      const day = (at: number) => new Date(at).toISOString().slice(0, 10);
      const said = keys.map(
        ({ recipient, addedAt, retiredAt }) =>
          `${recipient}  since ${day(addedAt)}${retiredAt === null ? '' : `, retired ${day(retiredAt)}`}`,
      );
      return { said: said.join('\n') || 'There is no key.', value: { keys } };
    },
  },

  'personal-data retire': {
    usage: `personal-data retire        let kiosks no longer seal to a key; what was sealed to it stays so
      --recipient age1...`,
    options: { recipient: { type: 'string' } },
    async run(values, surroundings) {
      const { recipient } = read(z.object({ recipient: ageRecipient }), values);
      const { store, now } = surroundings;
      const deed = { action: 'personal-data.key-retired', subject: recipient };
      await audited(surroundings, deed, async () => {
        const inUse = await store.personalData.recipients();
        if (!inUse.includes(recipient))
          throw new CommandError('Kiosks do not seal to this key: "personal-data keys" lists all.');
        if (inUse.length === 1)
          throw new CommandError(
            'It is the only key: make or add another one first, or kiosks take nothing sealed.',
          );
        await store.personalData.retireRecipient({ recipient, at: now() });
      });
      return {
        said: 'Kiosks that are connected stop sealing to it now, others when they next connect. Keep the key: "personal-data reseal" needs it.',
        value: { recipient },
      };
    },
  },

  'personal-data reseal': {
    usage: `personal-data reseal        seal again, to the keys in use, whatever this key opens; as often as needed, also while
                              the service runs, and again after it was interrupted
      --key FILE                the passphrase of the key is asked for, or read from a pipe`,
    options: { key: { type: 'string' } },
    async run(values, surroundings) {
      const { key } = read(z.object({ key: file }), values);
      const { store, now } = surroundings;
      const { identity, recipient } = await knownKey(key, surroundings);
      // Before: that somebody opened everything stands in the log whatever becomes of it.
      await audit(surroundings, { action: 'personal-data.reseal-begun', subject: recipient });
      const done = await resealAll({ store, identity, now, told: progress });
      await audit(surroundings, {
        action: 'personal-data.resealed',
        subject: recipient,
        detail: String(done.resealed),
      });
      const kiosks = await kiosksBehind(store);
      const needed = stillNeeded({ waiting: done.waiting, kiosks });
      const end =
        needed.length > 0
          ? [...needed, 'Keep the key until then.']
          : [
              'Nothing else that the service keeps needs this key, once it is retired; backups from before do.',
            ];
      return {
        said: [`${done.resealed} were sealed again; ${done.closed} this key does not open.`, ...end].join(
          '\n',
        ),
        value: { ...done, kiosks },
      };
    },
  },

  'personal-data check': {
    usage: `personal-data check         how much of what is sealed a key opens; shows nothing of it
      --key FILE`,
    options: { key: { type: 'string' } },
    async run(values, surroundings) {
      const { key } = read(z.object({ key: file }), values);
      const { store } = surroundings;
      const { identity, recipient } = await knownKey(key, surroundings);
      const counted = await countOpened({ store, identity });
      const { opened, closed } = counted;
      await audit(surroundings, {
        action: 'personal-data.key-checked',
        subject: recipient,
        detail: `${opened}/${opened + closed}`,
      });
      const kiosks = await kiosksBehind(store);
      return {
        said: [
          closed === 0
            ? `This key opens all of ${opened}.`
            : `This key opens ${opened} and not ${closed} more.`,
          ...stillNeeded({ waiting: 0, kiosks }),
        ].join('\n'),
        value: { ...counted, kiosks },
      };
    },
  },
};
