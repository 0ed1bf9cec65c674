/** What staff read out over the telephone to a facilitator whose kiosk is locked after too many wrong PINs. */
import { createHmac } from 'node:crypto';
import { UNLOCK_DIGITS } from '../common/domain/unlocking.ts';

/** Both sides make the same of the secret that staff's service shares with this one kiosk. `question`: digits. */
export function unlockAnswer({
  secret,
  question,
}: {
  /** 16 bytes in base64url. */
  readonly secret: string;
  readonly question: string;
}): string {
  const mac = createHmac('sha256', Buffer.from(secret, 'base64url'))
    .update(`perron-unlock-1\n${question}`)
    .digest();
  return String(mac.readUIntBE(0, 6) % 10 ** UNLOCK_DIGITS).padStart(UNLOCK_DIGITS, '0');
}
