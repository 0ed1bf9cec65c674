/** Staff write what the city says: consultations, official proposals and the agenda. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CityLook } from '../../common/contract/feed.ts';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { canonicalJson } from '../../common/domain/canonical-json.ts';
import { readable } from '../../common/domain/colours.ts';
import { ACTIONS } from '../../common/domain/consultation.ts';
import { foldedText, searchWords } from '../../common/domain/folded-text.ts';
import type { LocalizedText } from '../../common/domain/localized-text.ts';
import { isSmallPng, type Logo, plainSvg } from '../../common/domain/logo.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { CityDocument } from '../store/city.ts';
import type { Store } from '../store/store.ts';
import { cursorOf, pageAfter, placeOf } from './cursor.ts';

export type City = ReturnType<typeof city>;
type ByAccount = { readonly accountId: string };
type Saved = Promise<Outcome<{ id: string }>>;
type SavedConsultation = Promise<Outcome<StaffOutput<'saveConsultation'>>>;

const SLUG_MAX = 40;
const DAY_MS = 86_400_000;
const eventPlace = z.object({ startsAt: z.int(), id: z.string() });

/** An id from a label, such as `ecole-et-jeunesse`; told apart from the others by a number. */
function idOf(label: LocalizedText, taken: ReadonlySet<string>): string {
  const words = foldedText(Object.values(label)[0] ?? '').match(/[a-z0-9]+/g) ?? ['topic'];
  const base = words.join('-').slice(0, SLUG_MAX);
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/** Null for what is no plain picture. */
function plainLogo(logo: Logo): Logo | null {
  if (logo.type === 'png') return isSmallPng(logo.data) ? logo : null;
  const markup = plainSvg(logo.markup);
  return markup === null ? null : { type: 'svg', markup };
}

/** As the kiosks get it, and the colours where they could not stay as they were. */
function madePlain(look: CityLook): Outcome<{ look: CityLook; corrected: CityLook['colours'] }> {
  const logo = look.logo && plainLogo(look.logo);
  if (look.logo !== null && logo === null) return problem('input-invalid', { field: 'look.logo' });
  const colours = look.colours && readable(look.colours);
  const corrected = colours?.words === look.colours?.words ? null : colours;
  return success({ look: { ...look, logo, colours }, corrected });
}

/** Those without an id get one; null where two have the same. */
function withIds(
  listed: readonly { readonly id: string | null; readonly label: LocalizedText }[],
): { id: string; label: LocalizedText }[] | null {
  const taken = new Set(listed.flatMap(({ id }) => id ?? []));
  if (taken.size !== listed.filter(({ id }) => id !== null).length) return null;
  return listed.map(({ id: known, label }) => {
    const id = known ?? idOf(label, taken);
    taken.add(id);
    return { id, label };
  });
}

export function city({ store, now }: { readonly store: Store; readonly now: () => number }) {
  const save = async (saved: CityDocument, accountId: string): Saved => {
    const { id } = saved.document;
    const logged = { at: now(), accountId, action: `${saved.kind}.saved`, subject: id, detail: '' };
    await store.city.save([saved], logged);
    return success({ id });
  };

  return {
    async consultations({
      query,
      after = '',
      limit,
    }: StaffParsed<'listConsultations'>): Promise<StaffOutput<'listConsultations'>> {
      const words = searchWords(query);
      const found = await store.city.consultationPage({ words, after, limit: limit + 1 });
      const { items: consultations, next } = pageAfter(found, { limit, cursor: ({ id }) => id });
      return { consultations, next };
    },

    async consultation({
      id,
    }: StaffParsed<'showConsultation'>): Promise<Outcome<StaffOutput<'showConsultation'>>> {
      const found = await store.city.consultation(id);
      return found === null ? problem('not-found') : success(found);
    },

    async proposals({
      query,
      consultationId,
      after = '',
      limit,
    }: StaffParsed<'listProposals'>): Promise<StaffOutput<'listProposals'>> {
      const words = searchWords(query);
      const found = await store.answers.proposalPage({
        words,
        consultationId: consultationId ?? null,
        after,
        limit: limit + 1,
      });
      const { items: proposals, next } = pageAfter(found, { limit, cursor: ({ id }) => id });
      return { proposals, next };
    },

    async events({
      query,
      consultationId,
      around,
      after,
      limit,
    }: StaffParsed<'listEvents'>): Promise<StaffOutput<'listEvents'>> {
      const found = await store.city.eventPage({
        words: searchWords(query),
        consultationId: consultationId ?? null,
        around: around === undefined ? null : { from: around - DAY_MS, to: around + DAY_MS },
        after: placeOf(after, eventPlace),
        limit: limit + 1,
      });
      const { items, next } = pageAfter(found, {
        limit,
        cursor: ({ startsAt, id }) => cursorOf({ startsAt, id }),
      });
      const expected = await store.city.expectedKiosks(items.map(({ id }) => id));
      return {
        events: items.map((event) => ({ event, expected: [...(expected.get(event.id) ?? [])] })),
        next,
      };
    },

    async saveConsultation({
      accountId,
      id,
      topics,
      consent,
      further,
      areas,
      minors,
      privacy,
      look,
      reviewFirst,
      actions,
      ...said
    }: StaffParsed<'saveConsultation'> & ByAccount): SavedConsultation {
      const before = id === null ? null : await store.city.consultation(id);
      if (id !== null && before === null) return problem('not-found');
      const shown = look && madePlain(look);
      if (shown?.ok === false) return shown;
      const named = withIds(topics);
      if (named === null) return problem('input-invalid', { field: 'topics' });
      const placed = withIds(areas);
      if (placed === null) return problem('input-invalid', { field: 'areas' });
      // What somebody agreed to is found by its version: another wording never takes the same.
      const text = canonicalJson(minors === null ? { consent, further } : { consent, further, minors });
      const stood = before && {
        consent: before.consent.wording,
        further: before.further ?? [],
        ...(before.minors ? { minors: before.minors } : {}),
      };
      const isSame = before !== null && canonicalJson(stood) === text;
      const version = isSame
        ? before.consent.version
        : `w-${Buffer.from(sha256(text), 'base64url').toString('hex').slice(0, 12)}`;
      const document = {
        ...said,
        id: id ?? randomUUID(),
        topics: named,
        consent: { version, wording: consent },
        ...(further.length === 0 ? {} : { further }),
        ...(placed.length === 0 ? {} : { areas: placed }),
        ...(minors === null ? {} : { minors }),
        ...(privacy === null ? {} : { privacy }),
        ...(shown === null ? {} : { look: shown.value.look }),
        ...(reviewFirst ? { reviewFirst: true as const } : {}),
        ...(ACTIONS.every((action) => actions.includes(action))
          ? {}
          : { actions: ACTIONS.filter((action) => actions.includes(action)) }),
      };
      const saved = await save({ kind: 'consultation', document }, accountId);
      const corrected = shown?.value.corrected ?? null;
      return saved.ok && corrected !== null ? success({ ...saved.value, corrected }) : saved;
    },

    async saveProposal({ accountId, id, ...said }: StaffParsed<'saveProposal'> & ByAccount): Saved {
      const consultation = await store.city.consultation(said.consultationId);
      if (consultation === null) return problem('input-invalid', { field: 'consultationId' });
      if (said.topicId !== null && !consultation.topics.some((topic) => topic.id === said.topicId))
        return problem('input-invalid', { field: 'topicId' });
      const before = id === null ? null : await store.answers.proposal(id);
      if (id !== null && before === null) return problem('not-found');
      // A kiosk knows it under the consultation that it had.
      if (before !== null && before.consultationId !== said.consultationId)
        return problem('input-invalid', { field: 'consultationId' });
      const document = { ...said, id: id ?? randomUUID(), supports: 0, comments: 0 };
      return save({ kind: 'proposal', document }, accountId);
    },

    async saveEvent({ accountId, id, kiosks, ...said }: StaffParsed<'saveEvent'> & ByAccount): Saved {
      if ((await store.city.consultation(said.consultationId)) === null)
        return problem('input-invalid', { field: 'consultationId' });
      const before = id === null ? null : await store.city.event(id);
      if (id !== null && before === null) return problem('not-found');
      if (before !== null && before.consultationId !== said.consultationId)
        return problem('input-invalid', { field: 'consultationId' });
      const known = new Set((await store.devices.among(kiosks)).map((device) => device.id));
      if (kiosks.some((kiosk) => !known.has(kiosk))) return problem('input-invalid', { field: 'kiosks' });
      const document = { ...said, id: id ?? randomUUID() };
      // Nobody waits for a kiosk at a talk.
      const expected = said.kind === 'workshop' ? kiosks : [];
      return save({ kind: 'event', document, kiosks: expected }, accountId);
    },

    async remove({
      kind,
      id,
      accountId,
    }: StaffParsed<'removeFromCity'> & ByAccount): Promise<Outcome<Record<string, never>>> {
      if (kind === 'proposal') {
        const found = await store.answers.proposal(id);
        if (found !== null && found.supports + found.comments > 0) return problem('document-in-use');
      }
      const logged = { at: now(), accountId, action: `${kind}.removed`, subject: id, detail: '' };
      return (await store.city.remove({ kind, id }, logged)) ? success({}) : problem('not-found');
    },
  };
}
