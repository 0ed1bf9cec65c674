/** The person at the desk: welcomed with consent, gone without a trace on the screen or in a draft. */
import { v7 as uuidv7 } from 'uuid';
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { Draft, KioskParsed } from '../../common/contract/kiosk-api.ts';
import { localized } from '../../common/domain/localized-text.ts';
import type { Consent } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import { type Desk, mayPublish } from './desk.ts';
import type { Drafts } from './drafts.ts';
import type { Receipts } from './receipts.ts';
import type { Recorder } from './recorder.ts';
import { canSeal } from './sealing.ts';
import type { Store } from './store/store.ts';

type Welcome = KioskParsed<'participant:welcome'>;
type Nothing = Record<string, never>;

export type Participants = ReturnType<typeof createParticipants>;

export function createParticipants({
  store,
  desk,
  recorder,
  receipts,
  drafts,
}: {
  store: Store;
  desk: Desk;
  recorder: Recorder;
  receipts: Receipts;
  drafts: Drafts;
}) {
  return {
    welcome({ language, consents }: Welcome): Outcome<{ id: string }> {
      const open = desk.needSession();
      if (!open.ok) return open;
      if (desk.participant()) return problem('participant-present');
      const standing = desk.needOpenConsultation(open.value.session);
      if (!standing.ok) return standing;
      const answered = withWordings({
        consents,
        consultation: standing.value.consultation,
        sealing: canSeal(store),
      });
      if (!answered.ok) return answered;
      const id = uuidv7();
      store.transaction(() => {
        recorder.append({
          kind: 'participant.welcomed',
          payload: { language, consents: answered.value },
          sessionId: open.value.session.id,
          participantId: id,
        });
        drafts.clear();
      });
      return success({ id });
    },

    leave(): Outcome<Nothing> {
      const present = desk.needParticipant();
      if (!present.ok) return present;
      const { session, participant } = present.value;
      store.transaction(() => {
        recorder.append({
          kind: 'participant.left',
          payload: {},
          sessionId: session.id,
          participantId: participant.id,
        });
        drafts.clear();
      });
      receipts.forget();
      drafts.wipe();
      return success({});
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
      drafts.clear();
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
  const answered: Consent[] = [];
  for (const [index, consent] of consents.entries()) {
    if (consent.version !== version)
      return problem('consent-outdated', { field: `consents.${index}.version` });
    const shown = localized(wording, [consent.language]);
    answered.push({ ...consent, language: shown.language, wording: sha256(shown.text) });
  }
  const publishing = answered.filter(({ purpose }) => purpose === 'publish-words');
  // Without a key there is no way to keep words from everybody who may not read them.
  const isAnswered = publishing.length > 0 && (sealing || mayPublish(answered));
  return isAnswered ? success(answered) : problem('consent-missing', { field: 'consents' });
}
