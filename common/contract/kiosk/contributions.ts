/** Ideas, comments and supports: written, posted, taken back, and looked at. */
import { z } from 'zod';
import { commentDocument, eventDocument, ideaDocument, proposalDocument } from '../feed.ts';
import { languageTag, slug, targetKind, uuid } from '../values.ts';
import { GROUP_SAID, ideaWords, nothing, page, saysGroup, target, worded } from './common.ts';

export const draft = z.strictObject({
  kind: z.enum(['idea', 'comment']),
  /** What a comment is on; null for an idea. */
  target: z.strictObject({ id: uuid, kind: targetKind }).nullable(),
  title: z.string().max(1_000),
  words: z.string().max(20_000),
  topicId: slug.nullable(),
  language: languageTag,
});
/** An unfinished contribution, as typed so far: bounded, else unchecked. */
export type Draft = z.infer<typeof draft>;

const posted = z.object({
  id: uuid,
  /** The ten characters of the slip's code; `formatReceiptCode` shows them. */
  code: z.string(),
});

const ideaWithMine = ideaDocument.extend({
  /** Whether the present participant has supported it. */
  supported: z.boolean(),
});
const proposalWithMine = proposalDocument.extend({ supported: z.boolean() });
/** An idea as the screens show it. */
export type ShownIdea = z.infer<typeof ideaWithMine>;
export type ShownProposal = z.infer<typeof proposalWithMine>;

export const contributionCalls = {
  'draft:save': { input: draft, output: nothing },

  'draft:load': { input: nothing, output: z.object({ draft: draft.nullable() }) },

  'draft:discard': { input: nothing, output: nothing },

  /** Up to five published ideas that resemble what was typed so far, the likest first. */
  'idea:similar': {
    input: z.strictObject({ text: z.string().max(20_000) }),
    output: z.object({ ideas: z.array(ideaWithMine) }),
  },

  'idea:post': {
    input: z.strictObject({ ...ideaWords, ...worded }).refine(saysGroup, GROUP_SAID),
    output: posted,
  },

  'comment:post': {
    input: z.strictObject({ ...target, ...worded }).refine(saysGroup, GROUP_SAID),
    output: posted,
  },

  /** Problems: `already-supported`, `target-unknown`, `supports-exhausted`. */
  'support:post': { input: z.strictObject(target), output: posted },

  /** Takes back what the present participant posted last, and makes a draft of it again. Problem: `not-found`. */
  'contribution:undo': { input: nothing, output: z.object({ draft: draft.nullable() }) },

  /** Looking around: nobody need be unlocked. Newest first; `after` is the `next` of the page before. */
  'idea:list': {
    input: z.strictObject({ query: z.string().max(200), topicId: slug.nullable(), ...page }),
    output: z.object({ ideas: z.array(ideaWithMine), next: z.string().nullable() }),
  },

  'proposal:list': { input: nothing, output: z.object({ proposals: z.array(proposalWithMine) }) },

  /** The agenda, soonest first. */
  'event:list': { input: nothing, output: z.object({ events: z.array(eventDocument) }) },

  /** One idea or proposal with a page of its comments, oldest first. */
  'target:show': {
    input: z.strictObject({ ...target, ...page }),
    output: z.object({
      idea: ideaWithMine.nullable(),
      proposal: proposalWithMine.nullable(),
      comments: z.array(commentDocument),
      next: z.string().nullable(),
    }),
  },
} as const;
