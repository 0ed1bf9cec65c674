/**
 * Seals words and contact details on entry to the city's personal-data key: from then on this kiosk cannot read them
 * either.
 */
import type { ContactDetails } from '../../common/domain/consents.ts';
import type { SealedWords } from '../../common/domain/records.ts';
import type { Traits } from '../../common/domain/statistics.ts';
import { seal } from '../../platform/sealed-file.ts';
import type { Store } from './store/store.ts';

/** Whether this kiosk may take words that are not to be published. */
export const canSeal = (store: Store): boolean =>
  (store.device.enrolment()?.personalDataKeys.length ?? 0) > 0;

/** More than the longest traits need. */
const TRAITS_LENGTH = 256;

/** Base64 of an age file that any of the city's keys opens. */
export const sealForCity = (store: Store, said: SealedWords | ContactDetails): Promise<string> =>
  sealText(store, JSON.stringify(said));

/** All of one length: whoever sees only the sealed text must not tell a short answer from a long one. */
export const sealTraits = (store: Store, traits: Traits): Promise<string> =>
  sealText(store, JSON.stringify(traits).padEnd(TRAITS_LENGTH));

async function sealText(store: Store, text: string): Promise<string> {
  const recipients = store.device.enrolment()?.personalDataKeys ?? [];
  if (recipients.length === 0) throw new Error('whoever may not publish is not welcomed without a key');
  const sealed = await seal(Buffer.from(text), ...recipients);
  return Buffer.from(sealed).toString('base64');
}
