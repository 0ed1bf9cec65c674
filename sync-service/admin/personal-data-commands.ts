/** The city's personal-data key at the command line: made here, kept elsewhere, and used for one export alone. */
import { resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { PERSONAL_DATA_KEYS_MAX } from '../../common/contract/sync.ts';
import { ageRecipient } from '../../common/contract/values.ts';
import { SEALED_WORDS_COLUMNS } from '../../common/domain/export-columns.ts';
import { lockKey, makeSealKeys } from '../../platform/sealed-file.ts';
import { openSealed } from '../services/personal-data.ts';
import { audit, audited, type Command, CommandError, read, type Surroundings } from './command.ts';
import { identityIn, place } from './key-file.ts';

const file = z.string().min(1);
const PASSPHRASE_MIN = 12;
const PAGE = 500;

/** Kiosks take no list of more. */
async function needsRoom({ store }: Surroundings): Promise<void> {
  if ((await store.personalData.recipients()).length >= PERSONAL_DATA_KEYS_MAX)
    throw new CommandError(
      `${PERSONAL_DATA_KEYS_MAX} keys are in use, and kiosks take no more: retire one first ("personal-data retire").`,
    );
}

export const personalDataCommands: Readonly<Record<string, Command>> = {
  'personal-data key': {
    usage: `personal-data key           make the key that alone opens what people do not want published
      --to FILE [--passphrase]  which must lie outside of the data folder; with a passphrase, asked for or piped`,
    options: { to: { type: 'string' }, passphrase: { type: 'boolean' } },
    async run(values, surroundings) {
      const given = read(z.object({ to: file, passphrase: z.boolean().default(false) }), values);
      const path = resolve(given.to);
      if (path.startsWith(`${resolve(surroundings.dataFolder)}/`))
        throw new CommandError('Keep the key away from the data: name a file outside of the data folder.');
      await needsRoom(surroundings);
      const { identity, recipient } = await makeSealKeys();
      const passphrase = given.passphrase ? await surroundings.readPassword() : null;
      if (passphrase !== null && passphrase.length < PASSPHRASE_MIN)
        throw new CommandError(`A passphrase has ${PASSPHRASE_MIN} characters at least.`);
      await place(path, passphrase === null ? `${identity}\n` : await lockKey(identity, passphrase));
      const deed = { action: 'personal-data.key-added', subject: recipient };
      await audited(surroundings, deed, () =>
        surroundings.store.personalData.addRecipient({ recipient, at: surroundings.now() }),
      );
      return {
        said: `${path} is the key. The service does not have it: without this file, or one of another key added by "personal-data recipient", nobody will read what is sealed from now on. Keep it, and a copy, where the service is not.`,
        value: { recipient, file: path },
      };
    },
  },

  'personal-data recipient': {
    usage: `personal-data recipient     let another key open it too, such as one kept for recovery
      --recipient age1...`,
    options: { recipient: { type: 'string' } },
    async run(values, surroundings) {
      const { recipient } = read(z.object({ recipient: ageRecipient }), values);
      const { store, now } = surroundings;
      if (!(await store.personalData.recipients()).includes(recipient)) await needsRoom(surroundings);
      const added = await audited(
        surroundings,
        { action: 'personal-data.key-added', subject: recipient },
        () => store.personalData.addRecipient({ recipient, at: now() }),
      );
      return {
        said: added ? 'From now on this key opens it too.' : 'This key was there already.',
        value: { recipient, added },
      };
    },
  },

  'personal-data export': {
    usage: `personal-data export        a table (CSV) of what people did not want published
      --key FILE --to FILE      the passphrase of the key is asked for, or read from a pipe`,
    options: { key: { type: 'string' }, to: { type: 'string' } },
    async run(values, surroundings) {
      const { key, to } = read(z.object({ key: file, to: file }), values);
      const { store } = surroundings;
      const identity = await identityIn(resolve(key), surroundings);
      const rows: Record<string, string>[] = [];
      let closed = 0;
      for (let after = 0; ; ) {
        const page = await store.personalData.sealed({ after, limit: PAGE });
        for (const record of page) {
          const opened = await openSealed({ record, identity });
          if (opened === null) closed += 1;
          else rows.push(opened);
          after = record.ordinal;
        }
        if (page.length < PAGE) break;
      }
      const path = resolve(to);
      // Before the table is there: who read it stands in the log even if the disk is full afterwards.
      await audit(surroundings, {
        action: 'personal-data.exported',
        subject: path,
        detail: String(rows.length),
      });
      await place(
        path,
        stringify(rows, { header: true, columns: [...SEALED_WORDS_COLUMNS], escape_formulas: true }),
      );
      const rest = closed === 0 ? '' : ` ${closed} more were sealed to another key.`;
      return {
        said: `${rows.length} contributions are in ${path}.${rest}`,
        value: { exported: rows.length, closed, file: path },
      };
    },
  },
};
