/** What the command line can do to a service, beside its running process or without one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { staffRole } from '../../common/contract/staff-api.ts';
import { languageTag, uuid } from '../../common/contract/values.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import { fillDemoCity } from '../demo/demo-city.ts';
import { deviceService } from '../services/devices.ts';
import type { Identity } from '../services/identity.ts';
import { addStaffAccount, PASSWORD_MIN } from '../services/staff-accounts.ts';
import type { Store } from '../store/store.ts';

export type Surroundings = {
  readonly store: Store;
  readonly identity: Identity;
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

type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
export type Command = {
  readonly usage: string;
  readonly options: Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>;
  run(values: Values, surroundings: Surroundings): Promise<Answer>;
};

const text = z.string().min(1).max(100);

/** The parsed options; the first that does not fit is named. */
function read<T extends z.ZodType>(schema: T, values: Values): z.infer<T> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CommandError(`--${String(issue?.path[0] ?? '')}: ${issue?.message}.`);
}

const audit = ({ store, now }: Surroundings, action: string, subject: string, detail = ''): Promise<void> =>
  store.staff.log({ at: now(), accountId: null, action, subject, detail });

const facilitator = z
  .string()
  .regex(/^[^:]{1,100}:\d{4,12}$/, 'must be "Name:PIN" with a PIN of 4 to 12 digits')
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

const password = async (generate: boolean | undefined, { readPassword }: Surroundings): Promise<string> =>
  generate ? randomBytes(15).toString('base64url') : readPassword();

export const commands: Readonly<Record<string, Command>> = {
  demo: {
    usage: 'demo                        fill an empty service with the demo city',
    options: {},
    async run(_, surroundings) {
      const { store, now } = surroundings;
      const filled = await fillDemoCity({ store, now: now() });
      if (filled) await audit(surroundings, 'demo.filled', '');
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
            .pipe(z.array(languageTag)),
          facilitator: z.array(facilitator).default([]),
        }),
        values,
      );
      const facilitators = [];
      for (const { name, pin } of given.facilitator) {
        facilitators.push({ id: randomUUID(), name, pinHash: await hashSecret(pin) });
      }
      const { code, expiresAt } = await deviceService({ store, identity, now }).makeEnrolmentCode({
        name: given.name,
        place: given.place,
        consultationId: await consultationFor(store, given.consultation),
        languages: given.languages,
        facilitators,
      });
      await audit(surroundings, 'kiosk.code-made', given.name);
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
      const revoked = await deviceService({ store, identity, now }).revoke({ deviceId: id, reason });
      if (!revoked.ok) throw new CommandError(`There is no kiosk ${id}.`);
      await audit(surroundings, 'kiosk.revoked', id, reason);
      return { said: 'The kiosk is shut out.', value: { id, reason } };
    },
  },

  'staff add': {
    usage: `staff add                   an account for the staff page
      --name NAME --role administrator|moderator|exporter|reader [--generate]
      the password is asked for, or read from a pipe, or made and shown once`,
    options: { name: { type: 'string' }, role: { type: 'string' }, generate: { type: 'boolean' } },
    async run(values, surroundings) {
      const { store, now } = surroundings;
      const given = read(z.object({ name: text, role: staffRole, generate: z.boolean().optional() }), values);
      const chosen = await password(given.generate, surroundings);
      const { name, role } = given;
      const added = await addStaffAccount({ store, name, role, password: chosen, now: now() });
      if (!added.ok) {
        throw new CommandError(
          added.field === 'name'
            ? `There is an account ${name} already.`
            : `A password has ${PASSWORD_MIN} characters at least.`,
        );
      }
      await audit(surroundings, 'staff.added', name, role);
      const shown = given.generate ? { password: chosen } : {};
      return {
        said: `The account ${name} is made.${given.generate ? ` Its password: ${chosen}` : ''}`,
        value: { id: added.value.id, name, role, ...shown },
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
      if (chosen.length < PASSWORD_MIN)
        throw new CommandError(`A password has ${PASSWORD_MIN} characters at least.`);
      await store.staff.setPassword({ accountId: account.id, passwordHash: await hashSecret(chosen) });
      await audit(surroundings, 'staff.password-changed', name);
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
};
