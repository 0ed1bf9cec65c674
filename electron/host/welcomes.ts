/** A person's answers to what the city asks, made ready to be recorded: named by their wording, contact details sealed. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import { furtherAsked, isGiven } from '../../common/domain/consents.ts';
import { type LocalizedText, localized } from '../../common/domain/localized-text.ts';
import type { Consent, Mode } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Recorder } from './recorder.ts';
import { canSeal, sealForCity } from './sealing.ts';
import type { Store } from './store/store.ts';

type Welcome = KioskParsed<'participant:welcome'>;
export type ReadyWelcome = {
  /** Whether the city may publish the person's words; else they are sealed on entry. */
  readonly publishes: boolean;
  /** Inside a transaction. */
  record(of: { sessionId: string; mode: Mode; participantId: string }): void;
};

export type Welcomes = ReturnType<typeof createWelcomes>;

export function createWelcomes({ store, recorder }: { store: Store; recorder: Recorder }) {
  return {
    async ready(
      { language, consents, firstName, contact }: Welcome,
      consultation: ConsultationDocument,
    ): Promise<Outcome<ReadyWelcome>> {
      const answered = withWordings({ consents, consultation, sealing: canSeal(store) });
      if (!answered.ok) return answered;
      if ((firstName !== null) !== isGiven(answered.value, 'show-first-name'))
        return problem('input-invalid', { field: 'firstName' });
      if ((contact !== null) !== isGiven(answered.value, 'contact-me'))
        return problem('input-invalid', { field: 'contact' });
      const sealed = contact && (await sealForCity(store, { name: contact.name, reach: contact.reach }));
      return success({
        publishes: isGiven(answered.value, 'publish-words'),
        record(of) {
          const named = firstName === null ? {} : { firstName };
          const payload = { language, consents: answered.value, ...named };
          recorder.append({ kind: 'participant.welcomed', payload, ...of });
          if (contact && sealed) {
            const { preference } = contact;
            recorder.append({ kind: 'contact.sealed', payload: { preference, language, sealed }, ...of });
          }
        },
      });
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
