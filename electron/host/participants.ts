/** The person at the desk: welcomed with consent, gone without a trace on the screen or in a draft. */
import { v7 as uuidv7 } from 'uuid';
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { Draft, KioskParsed } from '../../common/contract/kiosk-api.ts';
import { furtherAsked, isGiven } from '../../common/domain/consents.ts';
import { type LocalizedText, localized } from '../../common/domain/localized-text.ts';
import type { Consent } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Desk, OpenSession, PresentParticipant } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { LastStep } from './last-step.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import { canSeal, sealForCity } from './sealing.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store/store.ts';

type Welcome = KioskParsed<'participant:welcome'>;
type Nothing = Record<string, never>;
type Present = { readonly session: OpenSession; readonly participant: PresentParticipant };

export type Participants = ReturnType<typeof createParticipants>;

export function createParticipants({
  store,
  desk,
  recorder,
  receipts,
  drafts,
  lastStep,
  sessions,
}: {
  store: Store;
  desk: Desk;
  sessions: Sessions;
  recorder: Recorder;
  receipts: Receipts;
  drafts: Drafts;
  lastStep: LastStep;
}) {
  /** Nobody helps, and no workshop is on. */
  const walksIn = (): boolean =>
    desk.selfService() !== null &&
    !desk.needFacilitator().ok &&
    (desk.session()?.mode ?? 'self-service') === 'self-service';

  const farewell = ({ session, participant }: Present): void => {
    store.transaction(() => {
      recorder.append({
        kind: 'participant.left',
        payload: {},
        sessionId: session.id,
        mode: session.mode,
        participantId: participant.id,
      });
      drafts.clear(participant.id);
    });
    receipts.forget(participant.id);
    lastStep.forget(participant.id);
    drafts.wipe();
  };

  return {
    /** By a facilitator in an open workshop, or by who walks in and helps themselves. */
    async welcome({ language, consents, firstName, contact }: Welcome): Promise<Outcome<{ id: string }>> {
      const workshop = walksIn() ? null : desk.needSession();
      if (workshop?.ok === false) return workshop;
      // Whoever helps opens a workshop first.
      if (workshop?.value.session.mode === 'self-service') return problem('session-absent');
      if (desk.participant()) return problem('participant-present');
      const standing = workshop
        ? desk.needOpenConsultation(workshop.value.session.opening)
        : desk.needOpenConsultation({ consultationId: desk.consultation()?.id ?? '' });
      if (!standing.ok) return standing;
      const answered = withWordings({
        consents,
        consultation: standing.value.consultation,
        sealing: canSeal(store),
      });
      if (!answered.ok) return answered;
      if ((firstName !== null) !== isGiven(answered.value, 'show-first-name'))
        return problem('input-invalid', { field: 'firstName' });
      if ((contact !== null) !== isGiven(answered.value, 'contact-me'))
        return problem('input-invalid', { field: 'contact' });
      const sealed = contact && (await sealForCity(store, { name: contact.name, reach: contact.reach }));
      const id = uuidv7();
      store.transaction(() => {
        const { id: sessionId, mode } =
          workshop?.value.session ?? sessions.ofToday(standing.value.consultation.id);
        const of = { sessionId, mode, participantId: id };
        const named = firstName === null ? {} : { firstName };
        const payload = { language, consents: answered.value, ...named };
        recorder.append({ kind: 'participant.welcomed', payload, ...of });
        if (contact && sealed) {
          const { preference } = contact;
          recorder.append({ kind: 'contact.sealed', payload: { preference, language, sealed }, ...of });
        }
      });
      return success({ id });
    },

    /** Who was let go by mistake; their code and what they had begun to write are gone. */
    callBack(): Outcome<Nothing> {
      const open = desk.needSession();
      if (!open.ok) return open;
      if (desk.participant()) return problem('participant-present');
      const { id: sessionId, mode } = open.value.session;
      const participantId = store.records.lastToLeave(sessionId);
      if (participantId === null || desk.person(participantId) === null) return problem('not-found');
      store.transaction(() =>
        recorder.append({ kind: 'participant.returned', payload: {}, sessionId, mode, participantId }),
      );
      return success({});
    },

    leave(): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      farewell(present.value);
      return success({});
    },

    /** Who helped themselves is not there any more after a restart, and nothing of theirs may be. */
    clearWalkIn(): void {
      const present = desk.needParticipant();
      if (present.ok && present.value.session.mode === 'self-service') farewell(present.value);
    },

    /** Whom nobody finished helping on a former day, on a kiosk that visitors use today. */
    clearFormerDay(): void {
      const session = desk.session();
      const participant = desk.participant();
      if (session && participant && desk.isLeftOver(session)) farewell({ session, participant });
    },

    saveDraft(draft: Draft): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      drafts.save(present.value.participant, draft);
      return success({});
    },

    loadDraft(): Outcome<{ draft: Draft | null }> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      return success({ draft: drafts.load(present.value.participant) });
    },

    discardDraft(): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      drafts.clear(present.value.participant.id);
      drafts.wipe();
      return success({});
    },
  };
}

/** Names the text that stood before the person: in another language where the wanted one is missing. */
function withWordings({
  consents,
  consultation,
  sealing,
}: {
  consents: Welcome['consents'];
  consultation: ConsultationDocument;
  sealing: boolean;
}): Outcome<Consent[]> {
  const { version, wording } = consultation.consent;
  const publishes = isGiven(consents, 'publish-words');
  const further = furtherAsked({ further: consultation.further ?? [], publishes, sealing });
  const wordings = new Map<Consent['purpose'], LocalizedText>([
    ['publish-words', wording],
    ...further.map(({ purpose, wording: text }) => [purpose, text] as const),
  ]);
  const answered: Consent[] = [];
  for (const [index, consent] of consents.entries()) {
    const asked = wordings.get(consent.purpose);
    if (asked === undefined || consent.version !== version)
      return problem('consent-outdated', { field: `consents.${index}.version` });
    const shown = localized(asked, [consent.language]);
    answered.push({ ...consent, language: shown.language, wording: sha256(shown.text) });
  }
  const missing = [...wordings.keys()].some((purpose) => !answered.some((one) => one.purpose === purpose));
  // Without a key there is no way to keep words from everybody who may not read them.
  return missing || !(sealing || publishes)
    ? problem('consent-missing', { field: 'consents' })
    : success(answered);
}
