/** Kiosks at the command line: how they are let in and shut out, and what they send on a USB stick. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type KioskConfiguration, selfService } from '../../common/contract/sync.ts';
import { languageTag, uuid } from '../../common/contract/values.ts';
import type { Problem } from '../../common/problems.ts';
import { hashSecret } from '../../platform/argon2id.ts';
import { type CarryService, carryService } from '../services/carry.ts';
import { deviceService } from '../services/devices.ts';
import { keepingLedger } from '../services/withdrawal-ledger.ts';
import type { Store } from '../store/store.ts';
import {
  audit,
  audited,
  type Command,
  CommandError,
  FACILITATORS_MAX,
  read,
  type Surroundings,
  shortText,
  type Values,
} from './command.ts';

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
  if (only === undefined)
    throw new CommandError(
      'There is no consultation yet: write one on the staff page, or let "demo" make one.',
    );
  if (others.length > 0)
    throw new CommandError('There are several consultations: name one with --consultation.');
  return only.id;
}

/** What staff set for one kiosk, and how it is given. */
const SETTINGS = {
  name: { type: 'string' },
  place: { type: 'string' },
  consultation: { type: 'string' },
  languages: { type: 'string' },
  facilitator: { type: 'string', multiple: true },
  'self-service': { type: 'string' },
} as const;
const SETTINGS_USAGE =
  '--name NAME --place PLACE [--consultation ID] [--languages fr,nl,de,en] [--facilitator NAME:PIN]... [--self-service IDLE-SECONDS]';

async function settingsOf(values: Values, store: Store): Promise<KioskConfiguration> {
  const given = read(
    z.object({
      name: shortText,
      place: z.string().max(300).default(''),
      consultation: uuid.optional(),
      languages: z
        .string()
        .default('fr,nl,de,en')
        .transform((list) => list.split(','))
        .pipe(z.array(languageTag).max(40)),
      facilitator: z.array(facilitator).max(FACILITATORS_MAX).default([]),
      'self-service': z.coerce.number().pipe(selfService.shape.idleSeconds).optional(),
    }),
    values,
  );
  const consultationId = await consultationFor(store, given.consultation);
  const facilitators: KioskConfiguration['facilitators'] = [];
  for (const { name, pin } of given.facilitator) {
    facilitators.push({ id: randomUUID(), name, pinHash: await hashSecret(pin) });
  }
  const { name, place, languages } = given;
  const idleSeconds = given['self-service'];
  return {
    name,
    place,
    consultationId,
    languages,
    facilitators,
    ...(idleSeconds === undefined ? {} : { selfService: { idleSeconds } }),
  };
}

const carryOf = ({ store, identity, now, dataFolder }: Surroundings): CarryService =>
  carryService({
    store: keepingLedger(store, dataFolder),
    identity,
    devices: deviceService({ store, identity, now }),
    now,
  });

const path = z.string().min(1);

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${error instanceof Error ? error.message : error}).`);
  }
}

/** Written into a folder, which is made where there is none; returns the file's path. */
async function put({
  folder,
  name,
  bytes,
}: {
  folder: string;
  name: string;
  bytes: Uint8Array;
}): Promise<string> {
  const file = join(resolve(folder), name);
  try {
    await mkdir(resolve(folder), { recursive: true });
    await writeFile(file, bytes, { mode: 0o600, flush: true });
  } catch (error) {
    throw new CommandError(`${file} cannot be written (${error instanceof Error ? error.message : error}).`);
  }
  return file;
}

/** Why a file of a stick is not taken. */
const REFUSED: Partial<Record<Problem['problem'], string>> = {
  'carry-damaged':
    'was half copied or altered, or is not for this service. Copy it again from the stick, or let the kiosk write it again.',
  'carry-foreign': 'is for another service.',
  'device-unknown': 'comes from a kiosk that this service does not know.',
  'proof-wrong': 'was not signed by the kiosk that it names.',
  'device-revoked': 'comes from a kiosk that was shut out. "--accept-revoked" takes it all the same.',
};
const refusal = (file: string, { problem }: Problem): CommandError =>
  new CommandError(`${file} ${REFUSED[problem] ?? `is refused (${problem}).`}`);

export const kioskCommands: Readonly<Record<string, Command>> = {
  'kiosk enrolment-code': {
    usage: `kiosk enrolment-code        a one-time code for a kiosk, good for 15 minutes
      ${SETTINGS_USAGE}`,
    options: SETTINGS,
    async run(values, surroundings) {
      const { store, identity, now } = surroundings;
      const settings = await settingsOf(values, store);
      const deed = { action: 'kiosk.code-made', subject: settings.name };
      const { code, expiresAt } = await audited(surroundings, deed, () =>
        deviceService({ store, identity, now }).makeEnrolmentCode(settings),
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

  'kiosk renew-key': {
    usage: `kiosk renew-key             let a kiosk make itself a new key when it next connects
      --id ID`,
    options: { id: { type: 'string' } },
    async run(values, surroundings) {
      const { id } = read(z.object({ id: uuid }), values);
      await audited(surroundings, { action: 'kiosk.key-asked', subject: id }, async () => {
        const asked = await surroundings.store.devices.askForKey(id);
        if (!asked) throw new CommandError(`There is no kiosk ${id}, or it was shut out.`);
      });
      return { said: 'The kiosk makes itself a new key when it next connects.', value: { id } };
    },
  },

  'kiosk enrol-by-file': {
    usage: `kiosk enrol-by-file         let in a kiosk without a network, by the request on its USB stick
      --request FILE --to FOLDER ${SETTINGS_USAGE}`,
    options: { request: { type: 'string' }, to: { type: 'string' }, ...SETTINGS },
    async run(values, surroundings) {
      const { request, to } = read(z.object({ request: path, to: path }), values);
      const configuration = await settingsOf(values, surroundings.store);
      const file = resolve(request);
      const bytes = await contentOf(file);
      const deed = { action: 'kiosk.enrolled-by-file', subject: configuration.name };
      const made = await audited(surroundings, deed, async () => {
        const outcome = await carryOf(surroundings).enrolByFile({ bytes, configuration });
        if (!outcome.ok) throw refusal(file, outcome);
        return outcome.value;
      });
      const answer = await put({ folder: to, name: made.name, bytes: made.bytes });
      const { serviceMark } = made;
      return {
        said: `${answer} lets the kiosk in. Bring it back on the stick, in the folder Perron.\nThe kiosk then shows this service's mark under Operations: ${serviceMark}. If it shows another, somebody else answered it: do not use it.`,
        value: { id: made.deviceId, file: answer, serviceMark },
      };
    },
  },

  'carry import': {
    usage: `carry import                take in what a kiosk sent on a USB stick, and write its acknowledgement
      --from FILE --to FOLDER [--accept-revoked]`,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      'accept-revoked': { type: 'boolean' },
    },
    async run(values, surroundings) {
      const given = read(
        z.object({ from: path, to: path, 'accept-revoked': z.boolean().default(false) }),
        values,
      );
      const file = resolve(given.from);
      const imported = await carryOf(surroundings).importFile({
        bytes: await contentOf(file),
        acceptRevoked: given['accept-revoked'],
      });
      if (!imported.ok) throw refusal(file, imported);
      const { answer, ...counts } = imported.value;
      const { carryId, deviceId, kiosk, stored, duplicates, quarantined } = counts;
      await audit(surroundings, { action: 'carry.imported', subject: deviceId, detail: carryId });
      const back = await put({ folder: given.to, ...answer });
      return {
        said: `${kiosk}: ${stored} records stored, ${duplicates} known already, ${quarantined} in quarantine.\nBring ${back} back on the stick, in the folder Perron.`,
        value: { ...counts, file: back },
      };
    },
  },
};
