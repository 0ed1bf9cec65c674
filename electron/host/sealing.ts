/**
 * Seals words and contact details on entry to the city's personal-data key: from then on this kiosk cannot read them
 * either.
 */
import type { ContactDetails } from '../../common/domain/consents.ts';
import type { SealedWords } from '../../common/domain/records.ts';
import { seal } from '../../platform/sealed-file.ts';
import type { Store } from './store/store.ts';

/** Whether this kiosk may take words that are not to be published. */
export const canSeal = (store: Store): boolean =>
  (store.device.enrolment()?.personalDataKeys.length ?? 0) > 0;

/** Base64 of an age file that any of the city's keys opens. */
export async function sealForCity(store: Store, said: SealedWords | ContactDetails): Promise<string> {
  const recipients = store.device.enrolment()?.personalDataKeys ?? [];
  if (recipients.length === 0) throw new Error('whoever may not publish is not welcomed without a key');
  const sealed = await seal(Buffer.from(JSON.stringify(said)), ...recipients);
  return Buffer.from(sealed).toString('base64');
}
