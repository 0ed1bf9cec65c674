/** What the command line can do to a service, beside its running process or without one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { staffRole } from '../../common/contract/staff/common.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import { holdDataFolder } from '../data-folder.ts';
import { fillDemoCity } from '../demo/demo-city.ts';
import { firstAccount } from '../services/first-account.ts';
import { newStaffAccount, PASSWORD_MIN } from '../services/staff-accounts.ts';
import { readLedger } from '../services/withdrawal-ledger.ts';
import { audit, audited, type Command, CommandError, read, type Surroundings, shortText } from './command.ts';
import { kioskCommands } from './kiosk-commands.ts';
import { moveCommands } from './move-command.ts';
import { personalDataCommands } from './personal-data-commands.ts';
import { resealCommands } from './reseal-commands.ts';

/** A batch may have been stamped as received before a backup began and be stored only after that. */
const BATCH_AT_WORK_MS = 60_000;

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

  ...kioskCommands,
  ...personalDataCommands,
  ...resealCommands,
  ...moveCommands,

  'staff first-link': {
    usage: `staff first-link            the link to make the first account on the staff page, for a day`,
    options: {},
    beginsService: true,
    async run(_, { store, identity, now }) {
      const link = await firstAccount({ store, identity, now }).link();
      if (link === null) throw new CommandError('There is an account already.');
      return {
        said: `Open this below the address of the service, once, within a day:\n${link}`,
        value: { link },
      };
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
      const given = read(
        z.object({ name: shortText, role: staffRole, generate: z.boolean().optional() }),
        values,
      );
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
      const { name, generate } = read(
        z.object({ name: shortText, generate: z.boolean().optional() }),
        values,
      );
      const account = await store.staff.accountByName(name);
      if (account === null) throw new CommandError(`There is no account ${name}.`);
      const chosen = await password(generate, surroundings);
      if (chosen.length < PASSWORD_MIN) throw new CommandError(PASSWORD_SHORT);
      const passwordHash = await hashSecret(chosen);
      await audited(surroundings, { action: 'staff.password-changed', subject: name }, () =>
        store.staff.changeAccount(account.id, { passwordHash }),
      );
      return {
        said: `The password of ${name} is changed.${generate ? ` It is ${chosen}` : ''}`,
        value: { name, ...(generate ? { password: chosen } : {}) },
      };
    },
  },

  'staff remove-second-factor': {
    usage: `staff remove-second-factor  the account signs in with its password alone again
      --name NAME`,
    options: { name: { type: 'string' } },
    async run(values, surroundings) {
      const { store } = surroundings;
      const { name } = read(z.object({ name: shortText }), values);
      const account = await store.staff.accountByName(name);
      if (account === null) throw new CommandError(`There is no account ${name}.`);
      if ((await store.secondFactors.find(account.id)) === null)
        throw new CommandError(`${name} has no second factor.`);
      await audited(surroundings, { action: 'staff.second-factor-removed', subject: name }, () =>
        store.secondFactors.remove(account.id),
      );
      return { said: `${name} signs in with the password alone again.`, value: { name } };
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
      const { store, keysFolder, now } = surroundings;
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
      const key = join(keysFolder, 'signing-key.json');
      return {
        said: `${file} is a whole backup of the database. It needs ${key} too, which no kiosk does without: keep that apart.`,
        value: { file },
      };
    },
  },

  restored: {
    usage: `restored                    after an older backup was put back: a new epoch for the service,
                              so that every kiosk sends again what the backup lacks, and what people took back
                              since is erased again; the service is stopped`,
    options: {},
    async run(_, surroundings) {
      const { store, identity, dataFolder } = surroundings;
      const lock = holdDataFolder(dataFolder);
      try {
        const epoch = randomUUID();
        const deed = { action: 'service.restored', subject: epoch, detail: `was ${identity.epoch}` };
        await audited(surroundings, deed, async () => {
          await store.meta.renewEpoch(epoch);
          await store.records.withdraw(readLedger(dataFolder));
        });
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
