/** The code on the slip: one a participant, stored nowhere, and what became of the contributions behind it. */
import { randomInt } from 'node:crypto';
import type { IdeaDocument, OfficialAnswer } from '../../common/contract/feed.ts';
import type { OwnContribution } from '../../common/contract/kiosk/receipts.ts';
import type { KioskOutput } from '../../common/contract/kiosk-api.ts';
import type { ReceiptAnswer, SlipCopy } from '../../common/contract/receipts.ts';
import { canonicalJson } from '../../common/domain/canonical-json.ts';
import { localized } from '../../common/domain/localized-text.ts';
import { makeReceiptCode } from '../../common/domain/receipt-code.ts';
import type { Payload, TargetKind } from '../../common/domain/records.ts';
import { standingOf } from '../../common/domain/revisions.ts';
import { parseSlip } from '../../common/domain/slip.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { receiptCodeDigest } from '../../platform/argon2id.ts';
import { codeIn, lookUpOfSlip } from '../../platform/slip.ts';
import { openCopy } from '../../platform/slip-copy.ts';
import type { SlipKeys, Slips } from './slips.ts';
import type { StoredContribution } from './store/records.ts';
import type { Store } from './store/store.ts';
import { timeOf } from './sync/welcome.ts';

export type AskService = (request: { codeDigest: string }) => Promise<Outcome<ReceiptAnswer>>;

export type Receipt = { readonly participantId: string; readonly code: string; readonly codeDigest: string };

/** Of what was taken back, or cannot be told. */
const NOTHING = {
  title: null,
  words: null,
  supports: 0,
  supportsAlone: 0,
  timing: null,
  correctionTiming: null,
  reason: null,
  answer: null,
  mergedInto: null,
} as const;

/** `theirs`, and what they do not know. */
const merged = (theirs: readonly OwnContribution[], own: readonly OwnContribution[]): OwnContribution[] => {
  const known = new Set(theirs.map(({ id }) => id));
  return [...theirs, ...own.filter(({ id }) => !known.has(id))].sort((a, b) => a.at - b.at);
};

export type Receipts = ReturnType<typeof createReceipts>;

export function createReceipts({
  store,
  slips,
  askService,
}: {
  store: Store;
  slips: Slips;
  askService: AskService;
}) {
  /** In memory only: after a restart the next contribution issues another code. */
  const issued = new Map<string, Receipt>();

  const digestOf = async (code: string): Promise<string | null> => {
    const enrolment = store.device.enrolment();
    return enrolment ? receiptCodeDigest({ code, serviceId: enrolment.serviceId }) : null;
  };

  /** The idea, or the one with which it is joined. */
  const ideaShownFor = (id: string): IdeaDocument | null =>
    store.documents.idea(id) ?? store.documents.gathering(id);

  const titleOf = ({ targetId, targetKind }: { targetId: string; targetKind: TargetKind }): string | null => {
    if (targetKind === 'idea') return ideaShownFor(targetId)?.title ?? null;
    const proposal = store.documents.proposal(targetId);
    const languages = store.device.enrolment()?.configuration.languages ?? [];
    return proposal ? localized(proposal.title, languages).text : null;
  };

  /** The city's answer as this kiosk's copy of the feed has it. */
  const answerTo = ({ id, kind }: { id: string; kind: TargetKind }): OfficialAnswer | null =>
    (kind === 'idea' ? ideaShownFor(id) : store.documents.proposal(id))?.answer ?? null;

  const shown = ({ id, kind, at, delivery, payload }: StoredContribution): OwnContribution => {
    const state = delivery === 'pending' ? 'waiting' : 'received';
    const base = { ...NOTHING, language: null, id, kind, at, state, revision: id, contested: false } as const;
    if (payload === null) return base;
    if (kind === 'idea') {
      const { title, words, language } = payload as Payload<'idea'>;
      const idea = ideaShownFor(id);
      const mergedInto =
        idea === null || idea.id === id ? null : { id: idea.id, title: idea.title, language: idea.language };
      const { supports = 0, supportsAlone = 0 } = idea ?? {};
      const since = { supports, supportsAlone, answer: idea?.answer ?? null, mergedInto };
      return { ...base, title, words, language, ...since };
    }
    const { targetId, targetKind } = payload as Payload<'support'>;
    const about = {
      title: titleOf({ targetId, targetKind }),
      answer: answerTo({ id: targetId, kind: targetKind }),
    };
    if (kind === 'support') return { ...base, ...about };
    const { words, language } = payload as Payload<'comment'>;
    return { ...base, ...about, words, language };
  };

  /** What the service says; it leaves out the title of a proposal, which is in several languages. */
  const told = (own: ReceiptAnswer['contributions'][number]): OwnContribution => {
    const { target, reason, answer, revision = own.id, contested = false, mergedInto, ...rest } = own;
    const { timing = null, correctionTiming = null } = rest;
    const title = own.title ?? (target ? titleOf({ targetId: target.id, targetKind: target.kind }) : null);
    const copy = own.kind === 'idea' ? ideaShownFor(own.id) : null;
    return {
      ...rest,
      // Of two counts of different moments one would be made that nobody ever counted.
      supportsAlone: copy?.supports === own.supports ? (copy.supportsAlone ?? 0) : 0,
      ...{ revision, contested, title, timing, correctionTiming },
      ...{ reason: reason ?? null, answer: answer ?? null },
      mergedInto: mergedInto ?? null,
    };
  };

  /** What was sealed to whoever has this slip; null where the feed has brought nothing. */
  const copyBehind = async (typed: string): Promise<SlipCopy | null> => {
    const secret = parseSlip(typed)?.secret;
    const sealed = secret && store.slipCopies.sealed(lookUpOfSlip(secret));
    return secret && sealed ? openCopy(sealed, secret) : null;
  };

  /** With what the feed says to everybody of the same idea, or of what a comment or a support is about. */
  const copied = (own: SlipCopy['contributions'][number]): OwnContribution => {
    const idea = own.kind === 'idea' ? ideaShownFor(own.id) : null;
    const answer = own.answer ?? idea?.answer ?? (own.target && answerTo(own.target));
    return told({ ...own, supports: idea?.supports ?? 0, ...(answer ? { answer } : {}) });
  };

  /** By the service's clock: at its last welcome, or when it acknowledged something since. */
  const heardAt = (): number | null => {
    const anchor = store.device.anchor();
    if (anchor === null) return null;
    const acknowledgedAt = store.outbox.lastAcknowledgedAt();
    const since = acknowledgedAt === null ? 0 : acknowledgedAt + anchor.clockOffset;
    return Math.max(timeOf(anchor.statement), since);
  };

  const participantBehind = (codeDigest: string): string | null =>
    store.records.participantOfReceipt(canonicalJson({ codeDigest }));

  const ownBehind = (codeDigest: string): OwnContribution[] => {
    const participantId = participantBehind(codeDigest);
    return participantId === null
      ? []
      : store.records.contributionsOf(participantId).map((one) => corrected(shown(one), false));
  };

  /** With what was said here in other words since, unless the service has heard of it and told what stands. */
  const corrected = (own: OwnContribution, told: boolean): OwnContribution => {
    const here = store.records
      .correctionsOf(own.id)
      .filter(({ delivery }) => !(told && delivery === 'acknowledged'));
    const { revision, rivals } = standingOf(
      own.revision,
      here.map(({ id, payload }) => ({ id, replaces: payload.replaces })),
    );
    const contested = own.contested || rivals.length > 0;
    const last = here.find(({ id }) => id === revision);
    if (last === undefined || own.words === null) return { ...own, contested };
    const { words, language } = last.payload;
    const title = own.kind === 'idea' ? last.payload.title : own.title;
    const state = last.delivery === 'pending' ? 'waiting' : own.state;
    return { ...own, revision, contested, title, words, language, state };
  };

  /** What was taken back here is gone for its author, also before the service has heard of it. */
  const withoutWithdrawn = (codeDigest: string, found: readonly OwnContribution[]): OwnContribution[] => {
    const withdrawn = store.records.withdrawnBy(codeDigest);
    return found.map((own) =>
      withdrawn.has(null) || withdrawn.has(own.id) ? { ...own, ...NOTHING, state: 'withdrawn' } : own,
    );
  };

  return {
    digestOf,
    /** As far as this kiosk issued the code. */
    participantBehind,

    /** The participant's code so far. */
    codeOf: (participantId: string): string | null => issued.get(participantId)?.code ?? null,

    /** The participant's receipt, and whether it is still to be recorded, with the keys of the slip where there are any. */
    async prepare(
      participantId: string,
    ): Promise<{ receipt: Receipt; fresh: boolean; keys: SlipKeys | null }> {
      const known = issued.get(participantId);
      if (known) return { receipt: known, fresh: false, keys: null };
      // After a restart the secret is gone, and the code is another one.
      const code = slips.of(participantId)?.code ?? makeReceiptCode(randomInt);
      const codeDigest = await digestOf(code);
      if (codeDigest === null) throw new Error('a kiosk records nothing before its enrolment');
      const keys = await slips.keysOf(participantId);
      return { receipt: { participantId, code, codeDigest }, fresh: true, keys };
    },
    /** Once `receipt.issued` is on the disk. */
    remember: (receipt: Receipt): void => {
      issued.set(receipt.participantId, receipt);
    },
    forget: (participantId: string): void => {
      issued.delete(participantId);
      slips.forget(participantId);
    },

    async find({ code: typed }: { code: string }): Promise<Outcome<KioskOutput<'receipt:find'>>> {
      const read = codeIn(typed);
      if (!read.ok) return read;
      const codeDigest = await digestOf(read.value);
      if (codeDigest === null) return problem('not-enrolled');
      const own = ownBehind(codeDigest);
      const answer = await askService({ codeDigest });
      if (answer.ok) {
        const theirs = answer.value.contributions.map((one) => corrected(told(one), true));
        const contributions = merged(theirs, own);
        if (contributions.length === 0) return problem('code-unknown', { field: 'code' });
        return success({
          asOf: 'service',
          heardAt: heardAt(),
          contributions: withoutWithdrawn(codeDigest, contributions),
          more: false,
        });
      }
      const copy = await copyBehind(typed);
      if (copy === null && own.length === 0) return answer;
      // What was corrected here since is not in the copy yet; what came too late for it does not stand.
      const theirs = (copy?.contributions ?? []).map((one) =>
        corrected(copied(one), one.correctionTiming !== undefined),
      );
      const heard = heardAt();
      return success({
        asOf: answer.problem === 'code-unknown' ? 'service' : copy === null ? 'kiosk' : 'copy',
        heardAt: copy === null ? heard : Math.max(copy.at, heard ?? 0),
        contributions: withoutWithdrawn(codeDigest, merged(theirs, own)),
        more: copy?.more === true,
      });
    },
  };
}
