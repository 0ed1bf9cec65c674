/** Staff decide what is shown, and answer for the city. */
import { randomUUID } from 'node:crypto';
import type { StaffOutput, StaffParsed } from '../../common/contract/staff-api.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { ModeratedContribution } from '../store/moderation.ts';
import type { Store } from '../store/store.ts';
import { ordinalOf, pageOf } from './cursor.ts';

export type Moderation = ReturnType<typeof moderation>;

/** Contributions beside the one that staff look at. */
const ALIKE_MAX = 5;

type OfWords = { readonly contributionId: string; readonly accountId: string };

const shown = ({ ordinal: _, revisions, merged, ...contribution }: ModeratedContribution) => ({
  ...contribution,
  merged: [...merged],
  revisions: [...revisions],
});

export function moderation({ store, now }: { readonly store: Store; readonly now: () => number }) {
  return {
    async list({
      queue,
      query,
      after,
      limit,
    }: StaffParsed<'listModeration'>): Promise<StaffOutput<'listModeration'>> {
      const found = await store.moderation.page({
        queue,
        words: searchWords(query),
        after: ordinalOf(after),
        limit: limit + 1,
      });
      const { items, next } = pageOf(found, { limit, ordinal: ({ ordinal }) => ordinal });
      return { contributions: items.map(shown), next, counts: await store.moderation.counts() };
    },

    async decide({
      accountId,
      ...request
    }: StaffParsed<'moderate'> & { readonly accountId: string }): Promise<Outcome<StaffOutput<'moderate'>>> {
      const turn = randomUUID();
      const { changed, withoutConsent, late } = await store.moderation.decide({
        ...request,
        turn,
        at: now(),
        accountId,
      });
      return changed === 0 && withoutConsent.length === 0 && late.length === 0
        ? problem('not-found')
        : success({ turn, changed, withoutConsent: [...withoutConsent], late: [...late] });
    },

    async choose({
      contributionId,
      revision,
      accountId,
    }: StaffParsed<'chooseWords'> & { readonly accountId: string }): Promise<Outcome<Record<string, never>>> {
      const chosen = await store.moderation.choose({ contributionId, revision, at: now(), accountId });
      return chosen ? success({}) : problem('not-found');
    },

    async admit(
      request: StaffParsed<'admitWords'> & { readonly accountId: string },
    ): Promise<Outcome<StaffOutput<'admitWords'>>> {
      const turn = randomUUID();
      const admitted = await store.moderation.admit({ ...request, turn, at: now() });
      return admitted ? success({ turn }) : problem('not-found');
    },

    async undo({
      turn,
      accountId,
    }: {
      readonly turn: string;
      readonly accountId: string;
    }): Promise<Outcome<StaffOutput<'undoModeration'>>> {
      const undone = await store.moderation.undo({ turn, undoTurn: randomUUID(), at: now(), accountId });
      return undone === null ? problem('not-found') : success(undone);
    },

    async merge(
      request: StaffParsed<'mergeContributions'> & { readonly accountId: string },
    ): Promise<Outcome<StaffOutput<'mergeContributions'>>> {
      const turn = randomUUID();
      const merged = await store.moderation.merge({ ...request, turn, at: now() });
      if (merged === null) return problem('not-found');
      return merged === 'unlike' ? problem('not-mergeable') : success({ turn });
    },

    async alike(id: string): Promise<Outcome<StaffOutput<'listAlike'>>> {
      const ordinals = await store.alike.near({ contributionId: id, limit: ALIKE_MAX });
      if (ordinals === null) return problem('not-found');
      return success({ contributions: (await store.moderation.at(ordinals)).map(shown) });
    },

    async mask({
      id: contributionId,
      ...request
    }: StaffParsed<'maskWords'> & { readonly accountId: string }): Promise<Outcome<Record<string, never>>> {
      const masked = await store.masks.mask({ ...request, contributionId, at: now() });
      if (masked === null) return problem('not-found');
      return masked === 'altered' ? problem('words-altered') : success({});
    },

    async unmask(request: OfWords): Promise<Outcome<Record<string, never>>> {
      return (await store.masks.unmask({ ...request, at: now() })) ? success({}) : problem('not-found');
    },

    async original(request: OfWords): Promise<Outcome<StaffOutput<'readOriginal'>>> {
      const said = await store.masks.original({ ...request, at: now() });
      return said === null ? problem('not-found') : success(said);
    },

    async answer({
      targetId,
      targetKind,
      state,
      text,
      accountId,
    }: StaffParsed<'giveAnswer'> & { readonly accountId: string }): Promise<Outcome<Record<string, never>>> {
      const given = await store.answers.give({
        target: { id: targetId, kind: targetKind },
        // A language without words is none.
        answer:
          state === null
            ? null
            : {
                state,
                text: Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim() !== '')),
              },
        at: now(),
        accountId,
      });
      return given ? success({}) : problem('not-found');
    },
  };
}
