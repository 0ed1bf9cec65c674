/** What the command line can do to a service, beside its running process or without one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { staffRole } from '../../common/contract/staff-api.ts';
import type { KioskConfiguration } from '../../common/contract/sync.ts';
import { languageTag, uuid } from '../../common/contract/values.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import { holdDataFolder } from '../data-folder.ts';
import { fillDemoCity } from '../demo/demo-city.ts';
import { deviceService } from '../services/devices.ts';
import type { Identity } from '../services/identity.ts';
import { newStaffAccount, PASSWORD_MIN } from '../services/staff-accounts.ts';
import type { Store } from '../store/store.ts';

export type Surroundings = {
  readonly store: Store;
  readonly identity: Identity;
  readonly dataFolder: string;
  readonly now: () => number;
  /** From the terminal without echo, or the first line of a pipe. */
  readonly readPassword: () => Promise<string>;
};

/** `said` is for people, `value` for scripts. */
export type Answer = { readonly said: string; readonly value: unknown };

/** Its message is a sentence for whoever typed the command. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
export type Option = { readonly type: 'string' | 'boolean'; readonly multiple?: boolean };
export type Command = {
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Whether it may be the first to touch a data folder; any other wants to find a service there. */
  readonly beginsService?: boolean;
  run(values: Values, surroundings: Surroundings): Promise<Answer>;
};

const FACILITATORS_MAX = 200;
/** A batch may have been stamped as received before a backup began and be stored only after that. */
const BATCH_AT_WORK_MS = 60_000;

/** What a value of the option must be. */
const MUST: Readonly<Record<string, string>> = {
  name: 'must have 1 to 100 characters',
  place: 'must have 1 to 300 characters',
  id: 'must be an id as "kiosk list" shows it',
  consultation: 'must be the id of a consultation',
  languages: 'must be language tags with commas between them, 40 at most, such as fr,nl,de,en',
  facilitator: `must be "Name:PIN" with a PIN of 4 to 12 digits, for ${FACILITATORS_MAX} people at most`,
  role: `must be one of ${staffRole.options.join(', ')}`,
  reason: 'must be lost or replaced',
  to: 'must name a file',
};

const text = z.string().min(1).max(100);

/** The parsed options; the first that is missing or does not fit is named. */
function read<T extends z.ZodType>(schema: T, values: Values): z.infer<T> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0]);
  throw new CommandError(`--${name} ${values[name] === undefined ? 'is missing' : MUST[name]}.`);
}

type Deed = { readonly action: string; readonly subject: string; readonly detail?: string };

const audit = ({ store, now }: Surroundings, { action, subject, detail = '' }: Deed): Promise<void> =>
  store.staff.log({ at: now(), accountId: null, action, subject, detail });

/** What is changed and its line in the log stand together or not at all. */
const audited = <T>(surroundings: Surroundings, deed: Deed, change: () => Promise<T>): Promise<T> =>
  surroundings.store.transaction(async () => {
    const changed = await change();
    await audit(surroundings, deed);
    return changed;
  });

const facilitator = z
  .string()
  .regex(/^[^:]{1,100}:\d{4,12}$/)
  .transform((given) => {
    const [name = '', pin = ''] = given.split(':');
    return { name, pin };
  });

async function consultationFor(store: Store, wanted: string | undefined): Promise<string> {
  const consultations = await store.city.consultations();
  if (wanted !== undefined) {
    if (consultations.some(({ id }) => id === wanted)) return wanted;
    throw new CommandError(`There is no consultation ${wanted}.`);
  }
  const [only, ...others] = consultations;
  if (only === undefined) throw new CommandError('There is no consultation yet: "demo" makes one.');
  if (others.length > 0)
    throw new CommandError('There are several consultations: name one with --consultation.');
  return only.id;
}

const PASSWORD_SHORT = `A password has ${PASSWORD_MIN} characters at least.`;

const password = async (generate: boolean | undefined, { readPassword }: Surroundings): Promise<string> =>
  generate ? randomBytes(15).toString('base64url') : readPassword();

export const commands: Readonly<Record<string, Command>> = {
  demo: {
    usage: 'demo                        fill an empty service with the demo city',
    options: {},
    beginsService: true,
    async run(_, surroundings) {
      const { store, now } = surroundings;
      const filled = await store.transaction(async () => {
        const added = await fillDemoCity({ store, now: now() });
        if (added) await audit(surroundings, { action: 'demo.filled', subject: '' });
        return added;
      });
      return {
        said: filled ? 'The demo city is here.' : 'There is a consultation already: nothing was changed.',
        value: { filled },
      };
    },
  },

  'kiosk enrolment-code': {
    usage: `kiosk enrolment-code        a one-time code for a kiosk, good for 15 minutes
      --name NAME --place PLACE [--consultation ID] [--languages fr,nl,de,en] [--facilitator NAME:PIN]...`,
    options: {
      name: { type: 'string' },
      place: { type: 'string' },
      consultation: { type: 'string' },
      languages: { type: 'string' },
      facilitator: { type: 'string', multiple: true },
    },
    async run(values, surroundings) {
      const { store, identity, now } = surroundings;
      const given = read(
        z.object({
          name: text,
          place: z.string().max(300).default(''),
          consultation: uuid.optional(),
          languages: z
            .string()
            .default('fr,nl,de,en')
            .transform((list) => list.split(','))
            .pipe(z.array(languageTag).max(40)),
          facilitator: z.array(facilitator).max(FACILITATORS_MAX).default([]),
        }),
        values,
      );
      const consultationId = await consultationFor(store, given.consultation);
      const facilitators: KioskConfiguration['facilitators'] = [];
      for (const { name, pin } of given.facilitator) {
        facilitators.push({ id: randomUUID(), name, pinHash: await hashSecret(pin) });
      }
      const { name, place, languages } = given;
      const deed = { action: 'kiosk.code-made', subject: name };
      const { code, expiresAt } = await audited(surroundings, deed, () =>
        deviceService({ store, identity, now }).makeEnrolmentCode({
          name,
          place,
          consultationId,
          languages,
          facilitators,
        }),
      );
      return {
        said: `${code}\nGood once, until ${new Date(expiresAt).toISOString()}.`,
        value: { code, expiresAt },
      };
    },
  },

  'kiosk list': {
    usage: 'kiosk list                  every kiosk that was ever enrolled',
    options: {},
    async run(_, { store }) {
      const kiosks = (await store.devices.list()).map(
        ({ id, configuration: { name, place }, ...device }) => ({
          id,
          name,
          place,
          enrolledAt: device.enrolledAt,
          lastSeenAt: device.lastSeenAt,
          revoked: device.revoked?.reason ?? null,
        }),
      );
      const lines = kiosks.map(
        ({ id, name, place, revoked }) => `${id}  ${name}, ${place}${revoked ? ` (${revoked})` : ''}`,
      );
      return { said: lines.join('\n') || 'No kiosk is enrolled.', value: { kiosks } };
    },
  },

  'kiosk revoke': {
    usage: `kiosk revoke                shut a kiosk out at once and for good
      --id ID --reason lost|replaced`,
    options: { id: { type: 'string' }, reason: { type: 'string' } },
    async run(values, surroundings) {
      const { store, identity, now } = surroundings;
      const { id, reason } = read(z.object({ id: uuid, reason: z.enum(['lost', 'replaced']) }), values);
      await audited(surroundings, { action: 'kiosk.revoked', subject: id, detail: reason }, async () => {
        const revoked = await deviceService({ store, identity, now }).revoke({ deviceId: id, reason });
        if (!revoked.ok) throw new CommandError(`There is no kiosk ${id}.`);
      });
      return { said: 'The kiosk is shut out.', value: { id, reason } };
    },
  },

  'staff add': {
    usage: `staff add                   an account for the staff page
      --name NAME --role administrator|moderator|exporter|reader [--generate]
      the password is asked for, or read from a pipe, or made and shown once`,
    options: { name: { type: 'string' }, role: { type: 'string' }, generate: { type: 'boolean' } },
    beginsService: true,
    async run(values, surroundings) {
      const { store, now } = surroundings;
      const given = read(z.object({ name: text, role: staffRole, generate: z.boolean().optional() }), values);
      const chosen = await password(given.generate, surroundings);
      const { name, role } = given;
      const made = await newStaffAccount({ name, role, password: chosen, now: now() });
      if (!made.ok) throw new CommandError(PASSWORD_SHORT);
      await audited(surroundings, { action: 'staff.added', subject: name, detail: role }, async () => {
        const added = await store.staff.addAccount(made.value);
        if (!added) throw new CommandError(`There is an account ${name} already.`);
      });
      const shown = given.generate ? { password: chosen } : {};
      return {
        said: `The account ${name} is made.${given.generate ? ` Its password: ${chosen}` : ''}`,
        value: { id: made.value.id, name, role, ...shown },
      };
    },
  },

  'staff password': {
    usage: `staff password              another password; signs the account out everywhere
      --name NAME [--generate]`,
    options: { name: { type: 'string' }, generate: { type: 'boolean' } },
    async run(values, surroundings) {
      const { store } = surroundings;
      const { name, generate } = read(z.object({ name: text, generate: z.boolean().optional() }), values);
      const account = await store.staff.accountByName(name);
      if (account === null) throw new CommandError(`There is no account ${name}.`);
      const chosen = await password(generate, surroundings);
      if (chosen.length < PASSWORD_MIN) throw new CommandError(PASSWORD_SHORT);
      const passwordHash = await hashSecret(chosen);
      await audited(surroundings, { action: 'staff.password-changed', subject: name }, () =>
        store.staff.setPassword({ accountId: account.id, passwordHash }),
      );
      return {
        said: `The password of ${name} is changed.${generate ? ` It is ${chosen}` : ''}`,
        value: { name, ...(generate ? { password: chosen } : {}) },
      };
    },
  },

  'staff list': {
    usage: 'staff list                  every account with its role',
    options: {},
    async run(_, { store }) {
      const staff = (await store.staff.accounts()).map(({ id, name, role }) => ({ id, name, role }));
      const lines = staff.map(({ name, role }) => `${name}  ${role}`);
      return { said: lines.join('\n') || 'There is no account.', value: { staff } };
    },
  },

  backup: {
    usage: `backup                      a whole copy of the database, also while the service runs
      --to FILE                 which must not be there yet`,
    options: { to: { type: 'string' } },
    async run(values, surroundings) {
      const { store, dataFolder, now } = surroundings;
      const file = resolve(read(z.object({ to: z.string().min(1) }), values).to);
      const through = now() - BATCH_AT_WORK_MS;
      try {
        await store.backup(file);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        throw new CommandError(`${file} is there already, and a backup writes over nothing.`);
      }
      await audited(surroundings, { action: 'service.backed-up', subject: file }, () =>
        store.meta.backedUp({ through }),
      );
      const key = join(dataFolder, 'signing-key.json');
      return {
        said: `${file} is a whole backup of the database. It needs ${key} too, which no kiosk does without: keep that apart.`,
        value: { file },
      };
    },
  },

  restored: {
    usage: `restored                    after an older backup was put back: a new epoch for the service,
                              so that every kiosk sends again what the backup lacks; the service is stopped`,
    options: {},
    async run(_, surroundings) {
      const { store, identity, dataFolder } = surroundings;
      const lock = holdDataFolder(dataFolder);
      try {
        const epoch = randomUUID();
        const deed = { action: 'service.restored', subject: epoch, detail: `was ${identity.epoch}` };
        await audited(surroundings, deed, () => store.meta.renewEpoch(epoch));
        return {
          said: 'The service has a new epoch. Start it: its kiosks send what the backup lacks as they come back.',
          value: { epoch },
        };
      } finally {
        lock.close();
      }
    },
  },
};
