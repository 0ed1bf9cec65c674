/**
 * Seals what the service keeps again, to the keys that the city has now. In portions, each of which stands or not: after a kill
 * it goes on where it was (docs/decisions/0040-sealed-again-in-its-place.md).
 */
import { canonicalJson } from '../../common/domain/canonical-json.ts';
import { SALT_LENGTH } from '../../common/domain/record-lines.ts';
import { seal, unseal } from '../../platform/sealed-file.ts';
import { type Resealed, SEALED_IN, type SealedBody, type SealedIn } from '../store/personal-data.ts';
import type { Store } from '../store/store.ts';
import { storedPayload } from './staff-sessions.ts';

const PORTION = 100;

type Payload = { readonly sealed: string };
type Opened = { readonly payload: Payload; readonly content: Uint8Array };

/** Null for what was sealed to another key, and for what a kiosk of another kind may have written in its place. */
async function open(body: string, identity: string): Promise<Opened | null> {
  const { sealed, ...rest } = storedPayload<Record<keyof Payload, unknown>>(body) ?? {};
  if (typeof sealed !== 'string') return null;
  const content = await unseal(Buffer.from(sealed, 'base64'), identity);
  return content.ok ? { payload: { ...rest, sealed }, content: content.value } : null;
}

async function sealAgain({
  of: { place, body },
  opened: { payload, content },
  recipients,
}: {
  readonly of: SealedBody;
  readonly opened: Opened;
  readonly recipients: readonly string[];
}): Promise<Resealed> {
  const sealed = Buffer.from(await seal(content, ...recipients)).toString('base64');
  return {
    place,
    was: body,
    body: body.slice(0, SALT_LENGTH) + canonicalJson({ ...payload, sealed }),
    seals: [payload.sealed, sealed],
  };
}

type Portion = {
  readonly table: SealedIn;
  readonly bodies: readonly (SealedBody & { readonly opened: Opened | null })[];
};

/** Everything that is sealed, save what was sealed again at the instant `before` or later. */
async function* portions({
  store,
  identity,
  before,
}: {
  readonly store: Store;
  readonly identity: string;
  readonly before: number;
}): AsyncGenerator<Portion> {
  for (const table of SEALED_IN)
    for (let after = 0; ; ) {
      const page = await store.personalData.bodies({ table, before, after, limit: PORTION });
      const bodies = [];
      for (const body of page) bodies.push({ ...body, opened: await open(body.body, identity) });
      if (bodies.length > 0) yield { table, bodies };
      const last = page.at(-1);
      if (last === undefined || page.length < PORTION) break;
      after = last.place;
    }
}

export type Resealing = {
  readonly resealed: number;
  /** That this key does not open. */
  readonly closed: number;
  /** That this key opens, and staff may still accept: they stay as they came. */
  readonly waiting: number;
};

/** `identity` opens what there is; what was sealed again since the keys last changed is passed over. */
export async function resealAll({
  store,
  identity,
  now,
  told,
}: {
  readonly store: Store;
  readonly identity: string;
  readonly now: () => number;
  /** After each portion. */
  readonly told: (soFar: Resealing) => void;
}): Promise<Resealing> {
  const keys = await store.personalData.keys();
  const recipients = await store.personalData.recipients();
  const before = Math.max(...keys.flatMap(({ addedAt, retiredAt }) => [addedAt, retiredAt ?? 0]));
  // As of when the keys were read: one that comes meanwhile is for the next time.
  const at = Math.max(now(), before);
  let [resealed, closed, waiting] = [0, 0, 0];
  for await (const { table, bodies } of portions({ store, identity, before })) {
    const again: Resealed[] = [];
    for (const { opened, ...of } of bodies) {
      if (opened === null) closed += 1;
      else if (of.waiting) waiting += 1;
      else again.push(await sealAgain({ of, opened, recipients }));
    }
    resealed += await store.personalData.reseal({ table, at, bodies: again });
    told({ resealed, closed, waiting });
  }
  return { resealed, closed, waiting };
}

/** How much of everything that is sealed the key opens. */
export async function countOpened({
  store,
  identity,
}: {
  readonly store: Store;
  readonly identity: string;
}): Promise<{ readonly opened: number; readonly closed: number }> {
  let [opened, closed] = [0, 0];
  for await (const { bodies } of portions({ store, identity, before: Number.MAX_SAFE_INTEGER }))
    for (const body of bodies) {
      if (body.opened === null) closed += 1;
      else opened += 1;
    }
  return { opened, closed };
}

/** Kiosks that may have, or still make, records that a retired key opens and no present one: by their names. */
export async function kiosksBehind(store: Store): Promise<readonly string[]> {
  const retired = (await store.personalData.keys()).map(({ retiredAt }) => retiredAt ?? 0);
  const since = Math.max(0, ...retired);
  const devices = (await store.devices.list()).filter(({ revoked }) => revoked === null);
  const reports = await store.devices.reports(devices.map(({ id }) => id));
  return devices
    .filter(
      ({ id, enrolledAt, lastSeenAt }) =>
        (enrolledAt < since && (lastSeenAt ?? 0) < since) || (reports.get(id)?.pending ?? 0) > 0,
    )
    .map(({ configuration }) => configuration.name);
}
