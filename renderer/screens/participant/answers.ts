/** What a person is asked, given what they have answered so far, and their answers as the host takes them. */
import type { KioskStatus } from '../../../common/contract/kiosk/kiosk.ts';
import type { KioskInput } from '../../../common/contract/kiosk-api.ts';
import { type ContactWay, furtherAsked } from '../../../common/domain/consents.ts';
import { type LocalizedText, localized } from '../../../common/domain/localized-text.ts';
import type { ConsentManner, ConsentPurpose } from '../../../common/domain/records.ts';
import type { Traits } from '../../../common/domain/statistics.ts';

export type Answer = 'yes' | 'no';
/** To each purpose; besides, where the city asks, whether the person is of age, and what the adult with them says. */
export type Answers = Partial<Record<ConsentPurpose | 'of-age' | 'guardian', Answer>>;
export type Question = { readonly purpose: ConsentPurpose | 'guardian'; readonly wording: LocalizedText };
export type Wants = { readonly firstName: boolean; readonly contact: boolean; readonly statistics: boolean };
type Consultation = NonNullable<KioskStatus['consultation']>;

export type Details = {
  readonly firstName: string;
  readonly preference: ContactWay | null;
  readonly name: string;
  readonly reach: string;
} & Traits;
export const NO_DETAILS: Details = {
  firstName: '',
  preference: null,
  name: '',
  reach: '',
  ageGroup: null,
  gender: null,
  area: null,
};
const NOTHING: Wants = { firstName: false, contact: false, statistics: false };

export type Asking = {
  /** Null where nobody is asked for their age. */
  readonly ageLimit: number | null;
  /** To the adult with somebody who is younger; else null. */
  readonly guardian: Question | null;
  readonly questions: readonly Question[];
  /** Whether this person can contribute, as far as they have answered. */
  readonly goesOn: boolean;
  readonly answered: boolean;
  readonly wants: Wants;
};

export function askingOf({
  status: { consultation, sealing },
  given,
}: {
  status: Pick<KioskStatus, 'consultation' | 'sealing'>;
  given: Answers;
}): Asking {
  if (consultation === null)
    return {
      ageLimit: null,
      guardian: null,
      questions: [],
      goesOn: false,
      answered: false,
      wants: NOTHING,
    };
  const { minors } = consultation;
  const isMinor = minors !== undefined && given['of-age'] === 'no';
  const guardian: Question | null = isMinor ? { purpose: 'guardian', wording: minors.wording } : null;
  const forbidden = isMinor && given.guardian === 'no';
  const publishing = given['publish-words'] ?? null;
  // A "no" to publishing is no goodbye where the city can take words that nobody else will read.
  const goesOn = !forbidden && (publishing === 'yes' || (publishing === 'no' && sealing));
  const further: readonly Question[] = goesOn
    ? furtherAsked({ further: consultation.further ?? [], publishes: publishing === 'yes', sealing })
    : [];
  const questions: readonly Question[] = [
    { purpose: 'publish-words', wording: consultation.consent.wording },
    ...further,
  ];
  const wanted = (wish: ConsentPurpose) =>
    further.some(({ purpose }) => purpose === wish) && given[wish] === 'yes';
  const isAgeTold =
    minors === undefined || given['of-age'] === 'yes' || (isMinor && given.guardian !== undefined);
  return {
    ageLimit: minors?.under ?? null,
    guardian,
    questions,
    goesOn,
    answered: forbidden || (isAgeTold && questions.every(({ purpose }) => given[purpose] !== undefined)),
    wants: {
      firstName: wanted('show-first-name'),
      contact: wanted('contact-me'),
      statistics: wanted('use-statistics'),
    },
  };
}

/** What is for statistics may all be left out. */
export const isComplete = (wants: Wants, { firstName, preference, name, reach }: Details): boolean =>
  (!wants.firstName || firstName.trim() !== '') &&
  (!wants.contact ||
    (preference !== null &&
      (preference === 'here' || reach.trim() !== '') &&
      (!needsName(preference) || name.trim() !== '')));

/** A letter is addressed to somebody, and whoever comes back is known by a name. */
export const needsName = (way: ContactWay): boolean => way === 'letter' || way === 'here';

/** The wording is named in the language in which it stood before the person. */
export function answersToGive({
  consultation,
  asking: { ageLimit, guardian, questions, wants },
  given,
  details,
  language,
  manner,
}: {
  consultation: Consultation;
  asking: Asking;
  given: Answers;
  details: Details;
  language: string;
  manner: ConsentManner;
}): KioskInput<'participant:welcome'> {
  const { firstName, preference, name, reach, ageGroup, gender, area } = details;
  const contactOf = (way: ContactWay) =>
    way === 'here' ? { preference: way, name } : { preference: way, name, reach };
  const toldSome = ageGroup !== null || gender !== null || area !== null;
  const inWords = (wording: LocalizedText) => ({
    version: consultation.consent.version,
    language: localized(wording, [language, 'en']).language,
    manner,
  });
  return {
    language,
    consents: questions.flatMap(({ purpose, wording }) =>
      purpose === 'guardian' ? [] : [{ purpose, given: given[purpose] === 'yes', ...inWords(wording) }],
    ),
    firstName: wants.firstName ? firstName : null,
    contact: wants.contact && preference !== null ? contactOf(preference) : null,
    statistics: wants.statistics && toldSome ? { ageGroup, gender, area } : null,
    ofAge: ageLimit === null ? null : given['of-age'] === 'yes',
    guardian: guardian === null ? null : inWords(guardian.wording),
  };
}
