/** What a command of the command line is, and what all of them share. */
import { z } from 'zod';
import { staffRole } from '../../common/contract/staff/common.ts';
import type { Identity } from '../services/identity.ts';
import type { Store } from '../store/store.ts';

export type Surroundings = {
  readonly store: Store;
  readonly identity: Identity;
  readonly dataFolder: string;
  /** Where the service's keys lie. */
  readonly keysFolder: string;
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

export const FACILITATORS_MAX = 200;

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
  to: 'must name a file or a folder',
  from: 'must name a file',
  request: 'must name a file',
  key: 'must name a file',
  recipient: 'must be an age recipient, age1 and 58 characters',
};

/** A name that people gave. */
export const shortText = z.string().min(1).max(100);

/** The parsed options; the first that is missing or does not fit is named. */
export function read<T extends z.ZodType>(schema: T, values: Values): z.infer<T> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0]);
  throw new CommandError(`--${name} ${values[name] === undefined ? 'is missing' : MUST[name]}.`);
}

export type Deed = { readonly action: string; readonly subject: string; readonly detail?: string };

export const audit = ({ store, now }: Surroundings, { action, subject, detail = '' }: Deed): Promise<void> =>
  store.staff.log({ at: now(), accountId: null, action, subject, detail });

/** What is changed and its line in the log stand together or not at all. */
export const audited = <T>(surroundings: Surroundings, deed: Deed, change: () => Promise<T>): Promise<T> =>
  surroundings.store.transaction(async () => {
    const changed = await change();
    await audit(surroundings, deed);
    return changed;
  });
