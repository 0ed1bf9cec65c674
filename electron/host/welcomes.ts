/** A person's answers to what the city asks, made ready to be recorded: named by their wording, contact details sealed. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { KioskParsed } from '../../common/contract/kiosk-api.ts';
import { furtherAsked, isGiven } from '../../common/domain/consents.ts';
import { type LocalizedText, localized } from '../../common/domain/localized-text.ts';
import type { Consent, Mode } from '../../common/domain/records.ts';
import { type Outcome, problem, success } from '../../common/problems.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Desk } from './desk.ts';
import type { Recorder } from './recorder.ts';
import { canSeal, sealForCity, sealTraits } from './sealing.ts';
import type { Store } from './store/store.ts';

type Welcome = KioskParsed<'participant:welcome'>;
export type ReadyWelcome = {
  /** Whether the city may publish the person's words; else they are sealed on entry. */
  readonly publishes: boolean;
  /** Inside a transaction. */
  record(of: { sessionId: string; mode: Mode; participantId: string }): void;
};

export type Welcomes = ReturnType<typeof createWelcomes>;

export function createWelcomes({ store, desk, recorder }: { store: Store; desk: Desk; recorder: Recorder }) {
  return {
    async ready(
      { language, consents, firstName, contact, statistics, ofAge, guardian: agreed }: Welcome,
      consultation: ConsultationDocument,
    ): Promise<Outcome<ReadyWelcome>> {
      const answered = withWordings({ consents, consultation, sealing: canSeal(store) });
      if (!answered.ok) return answered;
      if ((firstName !== null) !== isGiven(answered.value, 'show-first-name'))
        return problem('input-invalid', { field: 'firstName' });
      if ((contact !== null) !== isGiven(answered.value, 'contact-me'))
        return problem('input-invalid', { field: 'contact' });
      if (statistics !== null && !isGiven(answered.value, 'use-statistics'))
        return problem('input-invalid', { field: 'statistics' });
      const { area = null } = statistics ?? {};
      if (area !== null && !consultation.areas?.some(({ id }) => id === area))
        return problem('input-invalid', { field: 'statistics.area' });
      const accompanied = withAdult({ ofAge, agreed, consultation });
      if (!accompanied.ok) return accompanied;
      const { guardian } = accompanied.value;
      const traits = statistics && (await sealTraits(store, statistics));
      // The kiosk may stand elsewhere by the time of the answer, so the place is sealed with the name.
      const reach = contact?.preference === 'here' ? desk.place() : (contact?.reach ?? '');
      const sealed = contact && (await sealForCity(store, { name: contact.name, reach }));
      return success({
        publishes: isGiven(answered.value, 'publish-words'),
        record(of) {
          const named = firstName === null ? {} : { firstName };
          const by = guardian === null ? {} : { guardian };
          const payload = { language, consents: answered.value, ...named, ...by };
          recorder.append({ kind: 'participant.welcomed', payload, ...of });
          if (contact && sealed) {
            const { preference } = contact;
            recorder.append({ kind: 'contact.sealed', payload: { preference, language, sealed }, ...of });
          }
          if (traits) {
            const payload = { consultationId: consultation.id, sealed: traits };
            recorder.append({ kind: 'statistics.sealed', payload, ...of });
          }
        },
      });
    },
  };
}

/** Where the city asks for it, whoever is too young takes part with an adult who agrees to its wording. */
function withAdult({
  ofAge,
  agreed,
  consultation: { minors, consent },
}: {
  ofAge: boolean | null;
  agreed: Welcome['guardian'];
  consultation: ConsultationDocument;
}): Outcome<{ guardian: Omit<Consent, 'purpose' | 'given'> | null }> {
  const asked = minors !== undefined;
  if (!asked && (ofAge !== null || agreed !== null)) return problem('input-invalid', { field: 'ofAge' });
  if (asked && (ofAge === null || (!ofAge && agreed === null)))
    return problem('consent-missing', { field: 'guardian' });
  if (!asked || ofAge) {
    return agreed === null ? success({ guardian: null }) : problem('input-invalid', { field: 'guardian' });
  }
  if (agreed === null || agreed.version !== consent.version)
    return problem('consent-outdated', { field: 'guardian.version' });
  const shown = localized(minors.wording, [agreed.language]);
  return success({ guardian: { ...agreed, language: shown.language, wording: sha256(shown.text) } });
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
