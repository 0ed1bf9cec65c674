/** What a person is asked: one thing that nothing goes without, and layers above it that each city chooses. */

export const FURTHER_PURPOSES = ['show-first-name', 'contact-me', 'use-statistics'] as const;
export type FurtherPurpose = (typeof FURTHER_PURPOSES)[number];

/** How a city may reach whoever has no other way to its answer; `here`: in person, where they took part. */
export const CONTACT_WAYS = ['phone', 'letter', 'e-mail', 'here'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

/** What is sealed on entry: whom to ask for, and the number or address; of `here`, the place as it was called then. */
export type ContactDetails = { readonly name: string; readonly reach: string };

/**
 * Which of the layers a consultation asks about: a first name only beside words that are shown, and contact details and what
 * is for statistics only where they can be sealed.
 */
export const furtherAsked = <F extends { readonly purpose: FurtherPurpose }>({
  further,
  publishes,
  sealing,
}: {
  readonly further: readonly F[];
  readonly publishes: boolean;
  readonly sealing: boolean;
}): readonly F[] => further.filter(({ purpose }) => (purpose === 'show-first-name' ? publishes : sealing));

/** Every answer to a question must be a yes; none is a no. */
export function isGiven<P extends string>(
  consents: readonly { readonly purpose: P; readonly given: boolean }[],
  wanted: P,
): boolean {
  const answers = consents.filter(({ purpose }) => purpose === wanted);
  return answers.length > 0 && answers.every(({ given }) => given);
}
