/** What a person is asked, given what they have answered so far, and their answers as the host takes them. */
import type { KioskInput, KioskStatus } from '../../../common/contract/kiosk-api.ts';
import { type ContactWay, furtherAsked } from '../../../common/domain/consents.ts';
import { type LocalizedText, localized } from '../../../common/domain/localized-text.ts';
import type { ConsentManner, ConsentPurpose } from '../../../common/domain/records.ts';

export type Answer = 'yes' | 'no';
export type Answers = Partial<Record<ConsentPurpose, Answer>>;
export type Question = { readonly purpose: ConsentPurpose; readonly wording: LocalizedText };
export type Wants = { readonly firstName: boolean; readonly contact: boolean };
type Consultation = NonNullable<KioskStatus['consultation']>;

export type Details = {
  readonly firstName: string;
  readonly preference: ContactWay | null;
  readonly name: string;
  readonly reach: string;
};
export const NO_DETAILS: Details = { firstName: '', preference: null, name: '', reach: '' };

export function askingOf({
  status: { consultation, sealing },
  given,
}: {
  status: Pick<KioskStatus, 'consultation' | 'sealing'>;
  given: Answers;
}): {
  readonly questions: readonly Question[];
  /** Whether this person can contribute, as far as they have answered. */
  readonly goesOn: boolean;
  readonly answered: boolean;
  readonly wants: Wants;
} {
  if (consultation === null)
    return { questions: [], goesOn: false, answered: false, wants: { firstName: false, contact: false } };
  const publishing = given['publish-words'] ?? null;
  // A "no" to publishing is no goodbye where the city can take words that nobody else will read.
  const goesOn = publishing === 'yes' || (publishing === 'no' && sealing);
  const further: readonly Question[] = goesOn
    ? furtherAsked({ further: consultation.further ?? [], publishes: publishing === 'yes', sealing })
    : [];
  const questions: readonly Question[] = [
    { purpose: 'publish-words', wording: consultation.consent.wording },
    ...further,
  ];
  const wanted = (wish: ConsentPurpose) =>
    further.some(({ purpose }) => purpose === wish) && given[wish] === 'yes';
  return {
    questions,
    goesOn,
    answered: questions.every(({ purpose }) => given[purpose] !== undefined),
    wants: { firstName: wanted('show-first-name'), contact: wanted('contact-me') },
  };
}

export const isComplete = (wants: Wants, { firstName, preference, name, reach }: Details): boolean =>
  (!wants.firstName || firstName.trim() !== '') &&
  (!wants.contact ||
    (preference !== null && reach.trim() !== '' && (preference !== 'letter' || name.trim() !== '')));

/** The wording is named in the language in which it stood before the person. */
export function answersToGive({
  consultation,
  questions,
  given,
  wants,
  details,
  language,
  manner,
}: {
  consultation: Consultation;
  questions: readonly Question[];
  given: Answers;
  wants: Wants;
  details: Details;
  language: string;
  manner: ConsentManner;
}): KioskInput<'participant:welcome'> {
  const { firstName, preference, name, reach } = details;
  return {
    language,
    consents: questions.map(({ purpose, wording }) => ({
      purpose,
      given: given[purpose] === 'yes',
      version: consultation.consent.version,
      language: localized(wording, [language, 'en']).language,
      manner,
    })),
    firstName: wants.firstName ? firstName : null,
    contact: wants.contact && preference !== null ? { preference, name, reach } : null,
  };
}
