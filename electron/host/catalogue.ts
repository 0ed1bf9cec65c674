/** Looking around: what the feed brought and what was contributed here, without anybody unlocked. */
import type { IdeaDocument, ProposalDocument } from '../../common/contract/feed.ts';
import type { ShownIdea, ShownProposal } from '../../common/contract/kiosk/contributions.ts';
import type { KioskOutput, KioskParsed } from '../../common/contract/kiosk-api.ts';
import { searchWords } from '../../common/domain/folded-text.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import type { Desk } from './desk.ts';
import type { SimilarIdeas } from './idea-index.ts';
import type { Place } from './store/documents.ts';
import type { Store } from './store/store.ts';

const SIMILAR_SHOWN = 5;
/** The index may know ideas of another consultation, which are left out afterwards. */
const SIMILAR_ASKED = 20;

const placeText = ({ at, id }: Place): string => `${at}.${id}`;

/** Null for no page before; a problem for a text that no answer of ours held. */
function parsePlace(text: string | null): Outcome<{ place: Place | null }> {
  if (text === null) return success({ place: null });
  const [, at, id] = /^(\d{1,16})\.([0-9a-fA-F-]{36})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) return problem('input-invalid', { field: 'after' });
  return success({ place: { at: Number(at), id } });
}

/** One more than wanted was asked for, to know whether there is a next page. */
function pageOf<T extends Place>(found: readonly T[], limit: number): { items: T[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? placeText(last) : null };
}

export type Catalogue = ReturnType<typeof createCatalogue>;

export function createCatalogue({
  store,
  desk,
  similar,
}: {
  store: Store;
  desk: Desk;
  similar: SimilarIdeas;
}) {
  /** Adds what this kiosk knows beyond the feed: its unsent counts and the participant's own supports. */
  const shower = () => {
    const participant = desk.participant();
    const supported = participant ? store.records.supportedBy(participant.id) : new Set<string>();
    const unsent = store.outbox.unsentOnTargets();
    const beyondFeed = ({ id, ...fed }: IdeaDocument | ProposalDocument) => {
      const here = unsent.get(id) ?? { supports: 0, supportsAlone: 0, comments: 0 };
      const supportsAlone = (fed.supportsAlone ?? 0) + here.supportsAlone;
      return {
        supports: fed.supports + here.supports,
        ...(supportsAlone === 0 ? {} : { supportsAlone }),
        comments: fed.comments + here.comments,
        supported: supported.has(id),
      };
    };
    return {
      idea: (idea: IdeaDocument): ShownIdea => ({ ...idea, ...beyondFeed(idea) }),
      proposal: (proposal: ProposalDocument): ShownProposal => ({ ...proposal, ...beyondFeed(proposal) }),
    };
  };

  return {
    similar({ text }: { text: string }): Outcome<{ ideas: ShownIdea[] }> {
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      const ideas = similar
        .search({ text, limit: SIMILAR_ASKED })
        .map(({ id }) => store.documents.idea(id))
        .filter((idea) => idea !== null)
        .filter((idea) => idea.consultationId === consultation.id)
        .slice(0, SIMILAR_SHOWN);
      return success({ ideas: ideas.map(shower().idea) });
    },

    ideas({ query, topicId, after, limit }: KioskParsed<'idea:list'>): Outcome<KioskOutput<'idea:list'>> {
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      const place = parsePlace(after);
      if (!place.ok) return place;
      const found = store.documents.ideas({
        consultationId: consultation.id,
        topicId,
        words: searchWords(query),
        before: place.value.place,
        limit: limit + 1,
      });
      const { items, next } = pageOf(found, limit);
      return success({ ideas: items.map(shower().idea), next });
    },

    proposals(): Outcome<{ proposals: ShownProposal[] }> {
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      return success({ proposals: store.documents.proposals(consultation.id).map(shower().proposal) });
    },

    events(): Outcome<KioskOutput<'event:list'>> {
      const consultation = desk.consultation();
      if (consultation === null) return problem('consultation-absent');
      return success({ events: store.documents.events(consultation.id) });
    },

    target(input: KioskParsed<'target:show'>): Outcome<KioskOutput<'target:show'>> {
      const { targetId, targetKind, after, limit } = input;
      const place = parsePlace(after);
      if (!place.ok) return place;
      const idea = targetKind === 'idea' ? store.documents.idea(targetId) : null;
      const proposal = targetKind === 'proposal' ? store.documents.proposal(targetId) : null;
      if (idea === null && proposal === null) return problem('target-unknown', { field: 'targetId' });
      const found = store.documents.comments({ targetId, after: place.value.place, limit: limit + 1 });
      const { items, next } = pageOf(found, limit);
      const show = shower();
      return success({
        idea: idea && show.idea(idea),
        proposal: proposal && show.proposal(proposal),
        comments: items,
        next,
      });
    },
  };
}
